/** Kinds of principal, as Cedar entity types. */
export type PrincipalType = 'Visitor' | 'Account' | 'Application' | 'System'

/** Kinds of resource, as Cedar entity types. */
export type ResourceType = 'Platform' | 'Territory' | 'Organization' | 'CatalogEntry' | 'Dataset' | 'Case'

/** Which facts the rules may ask beside principal and resource. */
export type ContextType =
  | 'Plain'
  | 'Registration'
  | 'Instrument'
  | 'Draft'
  | 'Amendment'
  | 'Import'
  | 'Entry'
  | 'Procedure'
  | 'Use'
  | 'Verification'
  | 'Grant'
  | 'Pattern'
  | 'Protection'
  | 'Processing'
  | 'Link'
  | 'OwnRecord'
  | 'Proof'
  | 'Access'

export interface ActionDeclaration {
  readonly id: string
  readonly principals: readonly PrincipalType[]
  readonly resource: ResourceType
  readonly context: ContextType
}

const staff: readonly PrincipalType[] = ['Account']
const anyone: readonly PrincipalType[] = ['Visitor', 'Account', 'Application']
const machine: readonly PrincipalType[] = ['Application']
const staffOrMachine: readonly PrincipalType[] = ['Account', 'Application']
const itself: readonly PrincipalType[] = ['System']

const plain = (id: string, principals: readonly PrincipalType[], resource: ResourceType): ActionDeclaration => ({
  id,
  principals,
  resource,
  context: 'Plain',
})

/**
 * Every act and every reading the platform knows by itself. The acts of procedures are declared by the packs
 * (`share.request.approve` exists because a procedure says so) and join these at load.
 */
export const baseActions: readonly ActionDeclaration[] = [
  plain('platform.look', anyone, 'Platform'),
  plain('platform.watch', anyone, 'Platform'),
  plain('law.read', anyone, 'Platform'),
  plain('collectionPlan.look', anyone, 'Platform'),
  plain('openCatalog.look', anyone, 'Platform'),
  plain('law.compare', staff, 'Platform'),
  { id: 'instrument.enter', principals: staff, resource: 'Territory', context: 'Instrument' },
  { id: 'instrument.repeal', principals: staff, resource: 'Territory', context: 'Instrument' },
  plain('policyValue.set', staff, 'Territory'),
  plain('calendar.enterNotice', staff, 'Platform'),
  plain('log.verify', anyone, 'Platform'),
  plain('log.check', staff, 'Platform'),
  plain('log.registerWitness', staff, 'Platform'),
  plain('log.endWitness', staff, 'Platform'),
  plain('log.cosign', anyone, 'Platform'),
  plain('log.askKeyRevocation', staff, 'Platform'),
  plain('log.revokeKey', staff, 'Platform'),
  plain('session.open', anyone, 'Platform'),
  plain('session.own', staff, 'Organization'),
  plain('territory.read', staff, 'Territory'),
  plain('organization.read', staff, 'Territory'),
  { id: 'organization.register', principals: staff, resource: 'Territory', context: 'Registration' },
  plain('account.read', staff, 'Organization'),
  plain('account.create', staff, 'Organization'),
  plain('account.assignRoles', staff, 'Organization'),
  plain('account.resetFactor', staff, 'Organization'),
  plain('account.close', staff, 'Organization'),
  plain('application.read', staff, 'Organization'),
  plain('application.register', staff, 'Organization'),
  plain('application.suspend', staff, 'Organization'),
  plain('application.addKey', staff, 'Organization'),
  plain('application.revokeKey', staff, 'Organization'),
  plain('application.demandSignatures', staff, 'Organization'),
  plain('application.liftSignatures', staff, 'Organization'),
  plain('token.issue', anyone, 'Platform'),
  plain('worklist.read', staff, 'Organization'),
  plain('notification.list', staff, 'Organization'),
  plain('notification.read', staff, 'Organization'),
  plain('supervision.clocks', staff, 'Territory'),
  plain('catalog.list', staff, 'Territory'),
  { id: 'catalogEntry.draft', principals: staff, resource: 'Organization', context: 'Draft' },
  { id: 'catalogEntry.amend', principals: staff, resource: 'CatalogEntry', context: 'Amendment' },
  // What is under way on a published entry; what is published is read by `catalogEntry.read`.
  { id: 'catalogEntry.readRevision', principals: staff, resource: 'CatalogEntry', context: 'Entry' },
  { id: 'catalogEntry.read', principals: staff, resource: 'CatalogEntry', context: 'Entry' },
  plain('gradingRules.enter', staff, 'Territory'),
  plain('gradingRules.read', staff, 'Territory'),
  plain('grading.list', staff, 'Territory'),
  plain('grading.decide', staff, 'Organization'),
  { id: 'grading.read', principals: staff, resource: 'CatalogEntry', context: 'Entry' },
  plain('catalogImport.prepare', staff, 'Organization'),
  plain('catalogImport.read', staff, 'Organization'),
  plain('catalogImport.discard', staff, 'Organization'),
  { id: 'catalogEntry.import', principals: staff, resource: 'Organization', context: 'Import' },
  plain('catalog.outline', staff, 'Organization'),
  plain('informationSystem.register', staff, 'Organization'),
  plain('informationSystem.amend', staff, 'Organization'),
  plain('informationSystem.close', staff, 'Organization'),
  plain('informationSystem.changeSchema', staff, 'Organization'),
  plain('informationSystem.list', staff, 'Territory'),
  plain('informationSystem.read', staff, 'Organization'),
  plain('recovery.plan', staff, 'Organization'),
  plain('recovery.backup', staff, 'Organization'),
  plain('recovery.test', staff, 'Organization'),
  plain('recovery.read', staff, 'Organization'),
  plain('recovery.supervise', staff, 'Territory'),
  plain('statistic.read', staff, 'Territory'),
  plain('case.list', staff, 'Organization'),
  { id: 'case.read', principals: staff, resource: 'Case', context: 'Procedure' },
  // The doors through which the acts of procedures come in; the act itself is decided under its own name.
  { id: 'case.open', principals: staff, resource: 'Case', context: 'Procedure' },
  { id: 'case.act', principals: staff, resource: 'Case', context: 'Procedure' },
  // What lies beside the course of a case and moves nothing: what its parties say of it and put to it.
  { id: 'case.comment', principals: staff, resource: 'Case', context: 'Procedure' },
  { id: 'case.withdrawComment', principals: staff, resource: 'Case', context: 'Procedure' },
  { id: 'document.add', principals: staff, resource: 'Case', context: 'Procedure' },
  { id: 'document.withdraw', principals: staff, resource: 'Case', context: 'Procedure' },
  { id: 'document.read', principals: staff, resource: 'Case', context: 'Procedure' },
  { id: 'dataSource.set', principals: staff, resource: 'Dataset', context: 'Entry' },
  { id: 'dataSource.read', principals: staff, resource: 'Dataset', context: 'Entry' },
  { id: 'dataset.aggregate', principals: staffOrMachine, resource: 'Dataset', context: 'Entry' },
  { id: 'upload.begin', principals: staffOrMachine, resource: 'Dataset', context: 'Entry' },
  { id: 'upload.cancel', principals: staffOrMachine, resource: 'Dataset', context: 'Entry' },
  { id: 'upload.repeat', principals: staffOrMachine, resource: 'Dataset', context: 'Entry' },
  { id: 'upload.read', principals: staffOrMachine, resource: 'Dataset', context: 'Entry' },
  { id: 'quarantine.read', principals: staff, resource: 'Dataset', context: 'Entry' },
  { id: 'dataset.inspect', principals: staff, resource: 'Dataset', context: 'Entry' },
  { id: 'dataset.preview', principals: staff, resource: 'Dataset', context: 'Entry' },
  { id: 'destruction.read', principals: staff, resource: 'Dataset', context: 'Entry' },
  // Whether values of a grade are shown as they are; where no rule permits it they are masked.
  { id: 'value.clear', principals: ['Account', 'Application'], resource: 'Dataset', context: 'Protection' },
  { id: 'checksums.compare', principals: staff, resource: 'Dataset', context: 'Entry' },
  { id: 'checksums.read', principals: staff, resource: 'Dataset', context: 'Entry' },
  { id: 'archive.package', principals: staff, resource: 'Dataset', context: 'Entry' },
  plain('key.read', staff, 'Platform'),
  plain('key.rotate', staff, 'Platform'),
  plain('key.rewrap', staff, 'Platform'),
  // Custodians, who cannot sign in while the keys are locked; what lets them in is their share.
  plain('key.unlock', anyone, 'Platform'),
  plain('answerKey.renew', staff, 'Platform'),
  plain('answerKey.revoke', staff, 'Platform'),
  plain('backup.order', staff, 'Platform'),
  plain('backup.approve', staff, 'Platform'),
  plain('backup.drill', staff, 'Platform'),
  plain('backup.read', staff, 'Platform'),
  plain('retention.read', staff, 'Platform'),
  plain('retention.order', staff, 'Platform'),
  plain('retention.agree', staff, 'Platform'),
  plain('retention.hold', staff, 'Platform'),
  plain('retention.lift', staff, 'Platform'),
  plain('watch.read', staff, 'Platform'),
  plain('watch.acknowledge', staff, 'Platform'),
  plain('watch.openRisk', staff, 'Platform'),
  plain('maintenance.announce', staff, 'Platform'),
  plain('maintenance.end', staff, 'Platform'),
  plain('link.set', staff, 'Territory'),
  plain('link.suspend', staff, 'Territory'),
  plain('link.read', staff, 'Territory'),
  // What another platform does here: it asks for changes, brings its own, asks how far we have heard it.
  { id: 'link.exchange', principals: machine, resource: 'Territory', context: 'Link' },
  // Asked for each entry before another platform is told of it; refused means: it is not, or is told that it may know no more.
  { id: 'link.tell', principals: machine, resource: 'CatalogEntry', context: 'Entry' },
  plain('foreignEntry.read', staff, 'Territory'),
  { id: 'correction.prepare', principals: staff, resource: 'Dataset', context: 'Entry' },
  { id: 'correction.list', principals: staff, resource: 'Dataset', context: 'Entry' },
  { id: 'correction.look', principals: staff, resource: 'Dataset', context: 'Entry' },
  { id: 'value.history', principals: staff, resource: 'Dataset', context: 'Entry' },
  // What no rule permits: a stored value is not written over. The door is there so that an attempt is refused and recorded.
  { id: 'value.overwrite', principals: ['Account', 'Application'], resource: 'Dataset', context: 'Entry' },
  // What was disclosed to a person, and who asked for the data of a person: for that person alone.
  plain('record.list', staff, 'Organization'),
  { id: 'record.read', principals: staff, resource: 'Dataset', context: 'OwnRecord' },
  { id: 'access.readOwn', principals: staff, resource: 'Organization', context: 'Proof' },
  // Asked for each access before the person it was about is told of it: whether it is shown, and whether by whom and what for.
  { id: 'access.show', principals: staff, resource: 'Dataset', context: 'Access' },
  { id: 'access.reveal', principals: staff, resource: 'Dataset', context: 'Access' },
  plain('announcement.list', staff, 'Organization'),
  plain('announcement.acknowledge', staff, 'Organization'),
  { id: 'qualityRules.enter', principals: staff, resource: 'Dataset', context: 'Entry' },
  { id: 'quality.run', principals: staff, resource: 'Dataset', context: 'Entry' },
  { id: 'quality.read', principals: staff, resource: 'Dataset', context: 'Entry' },
  plain('quality.own', staff, 'Organization'),
  plain('quality.supervise', staff, 'Territory'),
  plain('update.list', staff, 'Organization'),
  plain('update.supervise', staff, 'Territory'),
  plain('duty.assign', staff, 'Territory'),
  plain('duty.read', staff, 'Territory'),
  plain('grant.list', staff, 'Organization'),
  plain('sharing.own', staff, 'Organization'),
  plain('sharing.supervise', staff, 'Territory'),
  { id: 'grant.read', principals: staff, resource: 'CatalogEntry', context: 'Grant' },
  { id: 'grant.usage', principals: staff, resource: 'CatalogEntry', context: 'Grant' },
  // Asked by the platform itself, by day: whether what is done under a grant is what it was given for. Refused means: told.
  { id: 'grant.keep', principals: itself, resource: 'CatalogEntry', context: 'Pattern' },
  { id: 'data.lookup', principals: machine, resource: 'Dataset', context: 'Use' },
  // A file of rows: when it is asked for, when it is written and each time it is fetched.
  { id: 'data.export', principals: machine, resource: 'Dataset', context: 'Use' },
  plain('export.read', machine, 'Organization'),
  plain('export.discard', staffOrMachine, 'Organization'),
  plain('trace.run', staff, 'Platform'),
  // Whether what somebody claims of a row is so; the row itself does not leave.
  { id: 'data.verify', principals: machine, resource: 'Dataset', context: 'Verification' },
  plain('verification.list', staff, 'Organization'),
  { id: 'data.query', principals: machine, resource: 'Dataset', context: 'Use' },
  { id: 'data.changes', principals: machine, resource: 'Dataset', context: 'Use' },
  // An input of a processing job, inside the platform: the own data of whoever processes it, or what a grant covers.
  { id: 'data.process', principals: staffOrMachine, resource: 'Dataset', context: 'Use' },
  // Asked by the platform itself before a job runs and when its result is there; refused means: assessed first.
  { id: 'processing.proceed', principals: itself, resource: 'Dataset', context: 'Processing' },
  { id: 'processing.read', principals: staff, resource: 'CatalogEntry', context: 'Entry' },
  { id: 'lineage.read', principals: staff, resource: 'CatalogEntry', context: 'Entry' },
  plain('database.read', staff, 'Territory'),
  plain('database.compare', staff, 'Organization'),
  plain('aggregation.list', staff, 'Territory'),
  plain('operation.list', staff, 'Organization'),
  plain('operation.askApproval', staffOrMachine, 'Organization'),
  plain('operation.approve', staff, 'Organization'),
  plain('operation.watch', staff, 'Organization'),
  plain('operation.review', staff, 'Organization'),
  plain('audit.read', staff, 'Platform'),
  plain('audit.readPerson', staff, 'Platform'),
  plain('audit.askBundle', staff, 'Platform'),
  plain('audit.approveBundle', staff, 'Platform'),
  plain('audit.makeBundle', staff, 'Platform'),
  plain('audit.listBundles', staff, 'Platform'),
  plain('evidence.read', ['Account', 'Application'], 'Organization'),
]

/** What is done to a case without being an act of its procedure. */
const besideProcedures: ReadonlySet<string> = new Set([
  'case.read',
  'case.comment',
  'case.withdrawComment',
  'document.add',
  'document.withdraw',
  'document.read',
])

/** Action groups a policy may name instead of single actions. */
export const actionGroups: Readonly<Record<string, (action: ActionDeclaration) => boolean>> = {
  /** Every act of every procedure. */
  procedure: (a) => a.context === 'Procedure' && !besideProcedures.has(a.id),
  /** Every way data leaves on a grant. */
  use: (a) => a.context === 'Use',
}
