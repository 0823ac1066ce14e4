import { useState, type ReactElement } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { Performed } from '../../api/client.ts'
import { linksQuery } from '../../api/keeping-queries.ts'
import type { PlatformLink } from '../../api/keeping-types.ts'
import type { Session } from '../../api/types.ts'
import { sayInstant } from '../../lib/dates.ts'
import { ActButton } from '../../shared/act-button.tsx'
import { DoneNote } from '../../shared/done-note.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Fold } from '../../shared/fold.tsx'
import { Empty, Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { useSession } from '../../shared/session.ts'
import { isKeeper } from '../../shared/who.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { LinkExchanges } from './link-exchanges.tsx'

/** Links to the platforms above and below: whether they run, when they last exchanged, why they stopped. */
export function LinksPage(): ReactElement {
  const t = useText()
  const links = useQuery(linksQuery)
  const [done, setDone] = useState<Performed<unknown>>()
  return (
    <Page title={t.links.title} lead={t.links.lead}>
      {done !== undefined && <DoneNote done={done} />}
      {links.isPending && <RowsSkeleton rows={4} />}
      {links.isError && <FaultView asked={t.links.title} fault={links.error} onRetry={() => void links.refetch()} />}
      {links.data?.length === 0 && <Empty title={t.links.none}>{t.links.noneWhy}</Empty>}
      {links.data?.map((link) => (
        <LinkSection key={link.id} link={link} onDone={setDone} />
      ))}
    </Page>
  )
}

interface LinkSectionProps {
  readonly link: PlatformLink
  readonly onDone: (done: Performed<unknown>) => void
}

const stateTags = { active: 'proven', suspended: 'near', stopped: 'refused', ended: 'grey' } as const

function LinkSection({ link, onDone }: LinkSectionProps): ReactElement {
  const t = useText()
  return (
    <Section
      title={link.name}
      aside={
        <span>
          <span className="tag">{t.links.relations[link.relation]}</span>{' '}
          <span className={`tag tag-${stateTags[link.state]}`}>{t.links.states[link.state]}</span>
        </span>
      }
    >
      <LinkFacts link={link} />
      <LinkActs link={link} onDone={onDone} />
      <Fold summary={t.links.exchanges}>{() => <LinkExchanges link={link.id} />}</Fold>
      <Fold summary={t.links.keys}>
        {() => (
          <ul>
            {link.verifierKeys.map((key) => (
              <li key={key}>
                <code className="break">{key}</code>
              </li>
            ))}
          </ul>
        )}
      </Fold>
    </Section>
  )
}

interface LinkProps {
  readonly link: PlatformLink
}

function LinkFacts({ link }: LinkProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const instant = (at: string | null): string => (at === null ? t.links.never : sayInstant(at, language))
  const said: readonly (readonly [string, string])[] = [
    [t.links.lastExchange, instant(link.lastExchangeAt)],
    [t.links.heard, t.links.heardCounts(link.heard.entries, link.heard.grants)],
    [t.links.waiting, t.links.changes(link.told.waiting)],
    ...(link.nextCallAt === null ? [] : [[t.links.nextCall, instant(link.nextCallAt)] as const]),
    [t.links.address, `${link.baseUrl} · ${t.links.calls[link.calls]}`],
    [t.links.log, link.origin],
  ]
  return (
    <dl className="facts">
      {link.lastFault !== null && (
        <div>
          <dt>{t.links.fault}</dt>
          <dd>
            {link.lastFault.detail} <code>{link.lastFault.code}</code>
            <span className="under">
              {instant(link.lastFault.at)} {link.failures > 0 && t.links.failures(link.failures)}
            </span>
          </dd>
        </div>
      )}
      {said.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Whether an approver of the authority of this very territory: they enter links, and start and end them. */
function setsLink({ account, organization }: Session, link: PlatformLink): boolean {
  const isAuthority = organization.kinds.includes('authority') && organization.territory === link.territory
  return isAuthority && account.roles.includes('approver')
}

function LinkActs({ link, onDone }: LinkSectionProps): ReactElement | null {
  const t = useText()
  const session = useSession()
  const sets = setsLink(session, link)
  const move = (name: string) => ({ path: `/api/v1/links/${link.id}/${name}`, body: { version: link.version } })
  if (link.state === 'ended') return null
  if (!sets && !isKeeper(session, 'securityAdmin')) return <p className="quiet">{t.links.whoSets}</p>
  return (
    <>
      <div className="acts">
        {sets && link.state === 'active' && link.calls !== 'none' && (
          <ActButton label={t.links.call} act={{ path: `/api/v1/links/${link.id}/calls` }} onDone={onDone} />
        )}
        {link.state === 'active' && <ActButton label={t.links.suspend} act={move('suspend')} onDone={onDone} />}
        {sets && link.state !== 'active' && (
          <ActButton primary label={t.links.resume} act={move('resume')} onDone={onDone} />
        )}
      </div>
      {sets && (
        <Fold summary={t.links.end}>
          {() => (
            <>
              <p>{t.links.endWhat}</p>
              <ActButton label={t.links.end} act={move('end')} onDone={onDone} />
            </>
          )}
        </Fold>
      )}
    </>
  )
}
