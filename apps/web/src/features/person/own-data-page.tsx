import { useState, type ReactElement } from 'react'
import { Input } from 'antd'
import { Field } from '../../shared/field.tsx'
import { Page, Section } from '../../shared/page.tsx'
import { useText } from '../../text/text.tsx'
import { Disclosures } from './disclosures.tsx'
import { OwnAccesses } from './own-accesses.tsx'
import { OwnRequests } from './own-requests.tsx'

/** What a person asked for, what was disclosed, and who asked for the data of that person. The number stays on this page. */
export function OwnDataPage(): ReactElement {
  const t = useText()
  const [number, setNumber] = useState('')
  return (
    <Page title={t.rail.ownData} lead={t.ownData.lead}>
      <Section title={t.ownData.requests}>
        <OwnRequests />
      </Section>
      <div className="sheet">
        <Field label={t.ownData.number} name="number" help={t.ownData.numberHelp}>
          {(ids) => (
            <Input
              {...ids}
              className="short"
              autoComplete="off"
              maxLength={200}
              value={number}
              onChange={(e) => setNumber(e.target.value)}
            />
          )}
        </Field>
      </div>
      <Section title={t.ownData.disclosed}>
        <Disclosures number={number.trim()} />
      </Section>
      <Section title={t.ownData.accesses}>
        <OwnAccesses number={number.trim()} />
      </Section>
    </Page>
  )
}
