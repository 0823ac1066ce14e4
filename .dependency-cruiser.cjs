/** Import direction of the house. Each rule says why, because the person it stops deserves to know. */
const pure = '^packages/(domain|privacy|audit-log|http-signatures)/src'
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Modules in a circle cannot be read, tested or replaced one at a time.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'pure-stays-pure',
      severity: 'error',
      comment:
        'domain, privacy, audit-log and http-signatures run in the server, in the browser and in an auditor’s hands: no Node, no I/O.',
      from: { path: pure, pathNot: '(\\.test\\.ts$|/testing/)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'libraries-do-not-know-each-other',
      severity: 'error',
      comment:
        'domain, privacy, smcrypto, audit-log, http-signatures and tables are usable alone; the server brings them together.',
      from: { path: '^packages/(domain|privacy|smcrypto|audit-log|http-signatures|tables)/src' },
      to: {
        path: '^packages/(domain|law-files|privacy|smcrypto|audit-log|http-signatures|tables|sdk|testkit)/src',
        pathNot: '^packages/$1/src',
      },
    },
    {
      name: 'law-files-reads-for-the-domain',
      severity: 'error',
      comment:
        'law-files brings the law from disk to the domain, and the grading rules to the package that reads them; whatever else it knew, every reader of law would have to take.',
      from: { path: '^packages/law-files/src' },
      to: { path: '^(packages|apps)/', pathNot: '^packages/(law-files|domain|privacy)/' },
    },
    {
      name: 'law-files-where-there-is-a-disk',
      severity: 'error',
      comment: 'The server and the command line read law from folders; pages and libraries are handed a law book.',
      from: { path: '^(apps|packages)/', pathNot: '^(apps/(server|cli)|packages/law-files)/' },
      to: { path: '^packages/law-files/' },
    },
    {
      name: 'packages-do-not-know-apps',
      severity: 'error',
      comment: 'A package is for whoever takes it; an app is only for itself.',
      from: { path: '^packages/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-do-not-know-each-other',
      severity: 'error',
      comment: 'web and cli speak to the server over HTTP, so that what they can do anybody can do.',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'platform-does-not-know-modules',
      severity: 'error',
      comment:
        'The platform carries the modules; a module can be added or removed without touching it. start.ts alone puts both together.',
      from: { path: '^apps/server/src/platform/', pathNot: '^apps/server/src/platform/(start|start-faults)\\.ts$' },
      to: { path: '^apps/server/src/(modules|seed|services)' },
    },
    {
      name: 'modules-through-doors',
      severity: 'error',
      comment: 'A module talks to another only through its index.ts; what lies behind may change.',
      from: { path: '^apps/server/src/modules/([^/]+)/' },
      to: { path: '^apps/server/src/modules/[^/]+/', pathNot: '^apps/server/src/modules/($1/|[^/]+/index\\.ts$)' },
    },
    {
      name: 'packages-through-doors',
      severity: 'error',
      comment: 'exports maps close deep imports for users; inside the repository this rule does.',
      from: { path: '^(apps|packages)/([^/]+)/' },
      to: { path: '^packages/[^/]+/src/(?!index\\.ts$|postgres/temp-postgres\\.ts$)', pathNot: '^packages/$2/' },
    },
    {
      name: 'rows-only-through-release',
      severity: 'error',
      comment:
        'Invariant 2: release() is the one reader of dataset rows; a column name of a dataset table is nobody else’s business but the writer’s.',
      from: { path: '^apps/server/src/modules/', pathNot: '^apps/server/src/modules/(aggregate|catalog)/' },
      to: { path: '^apps/server/src/platform/release/layout\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-undeclared-dependency',
      severity: 'error',
      comment: 'What a package imports it must declare, or it breaks for whoever installs it alone.',
      from: { pathNot: '(\\.test\\.ts$|/test/|/testing/|/test-support/|^e2e/|^bench/|vitest\\.config)' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'A file that nothing imports is dead or forgotten.',
      from: {
        orphan: true,
        pathNot:
          '(\\.test\\.ts$|\\.d\\.ts$|/main\\.ts$|/generate\\.ts$|pglite-worker\\.js$|/index\\.ts$|\\.config\\.|/test/|^e2e/|^bench/|/scripts/|examples\\.tsx?$)',
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['fadu-source', 'import', 'require', 'node', 'default', 'types'],
    },
  },
}
