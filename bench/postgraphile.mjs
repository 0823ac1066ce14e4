// PostGraphile on the table of the baseline, as a peer: one row by its key, under a role of its own and a row policy.
import { Buffer } from 'node:buffer'
import { spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'

/** It asks for Node 22; on Node 20 this is all that it lacks for what is measured here. */
const withResolvers = `Promise.withResolvers ??= function () {
  const made = {}
  made.promise = new this((resolve, reject) => Object.assign(made, { resolve, reject }))
  return made
}`

/**
 * @param cli - Its command line program, installed by hand: it is no part of this repository.
 * @returns Where it answers, the question for one key, and how to stop it.
 */
export async function servePostgraphile({ cli, pool, databaseUrl, columns }) {
  await pool.query(`
    create schema peer;
    create table peer.person as select * from bare;
    alter table peer.person add primary key (resident_id);
    create table peer.granted (login name, until date);
    create role peer login password 'peer';
    insert into peer.granted values ('peer', date '2099-12-31');
    grant usage on schema peer to peer;
    grant select (${columns.join(', ')}) on peer.person to peer;
    grant select on peer.granted to peer;
    alter table peer.person enable row level security;
    create policy granted on peer.person for select
      using (exists (select from peer.granted g where g.login = current_user and g.until >= current_date));
    analyze peer.person`)
  const connection = new URL(databaseUrl)
  connection.username = connection.password = 'peer'
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  const args = [
    '--import',
    `data:text/javascript;base64,${Buffer.from(withResolvers).toString('base64')}`,
    cli,
    '-c',
    connection.href,
    '-s',
    'peer',
    '-n',
    '127.0.0.1',
    '-p',
    String(port),
  ]
  const server = spawn(process.execPath, [...args, '-P', 'postgraphile/presets/amber'], {
    stdio: 'ignore',
    env: { ...process.env, NODE_ENV: 'production', GRAPHILE_ENV: 'production' },
  })
  const url = `http://127.0.0.1:${port}/graphql`
  const fields = columns.map((name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase())).join(' ')
  const query = `query ($id: String!) { personByResidentId(residentId: $id) { ${fields} } }`
  const questionOf = (key) => ({ query, variables: { id: key } })
  return {
    url,
    questionOf,
    async ready(key) {
      for (let attempt = 0; attempt < 100; attempt++) {
        const answer = await ask(url, questionOf(key)).catch(() => undefined)
        if (answer?.data?.personByResidentId) return
        if (answer?.errors) throw new Error(JSON.stringify(answer.errors))
        await wait(300)
      }
      throw new Error('the peer does not answer')
    },
    stop: () => server.kill('SIGTERM'),
  }
}

async function ask(url, question) {
  const headers = { 'content-type': 'application/json' }
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(question) })).json()
}
