import { actorOf } from '../auth/principal.ts'
import type { EntryBody } from '../log/evidence-log.ts'
import type { ReleaseRequest } from './release.ts'

/** What the record of a way out says of who, what and why. */
export function recordOf(
  request: Pick<ReleaseRequest, 'principal' | 'dataset' | 'grant' | 'case' | 'detail' | 'fields'> & {
    readonly action: string
  },
): Pick<EntryBody, 'action' | 'actor' | 'subject' | 'dataset' | 'detail'> {
  const { principal, dataset, grant } = request
  return {
    action: request.action,
    actor: actorOf(principal),
    subject: { type: 'Dataset', id: dataset.code },
    dataset: dataset.id,
    ...(grant === undefined ? {} : { grant }),
    ...(request.case === undefined ? {} : { case: request.case }),
    detail: { ...request.detail, fields: request.fields },
  }
}
