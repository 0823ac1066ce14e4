import type { BackupFault } from './backup-fault.ts'

/** What went wrong and what to do, for the person at the terminal: Chinese, then English. */
export function describeBackupFault(fault: BackupFault): readonly [zh: string, en: string] {
  switch (fault.code) {
    case 'BACKUP_NOT_FOUND':
      return [
        `${fault.path} 不是完整的备份；备份文件夹中每个备份各有一个以编号命名的文件夹`,
        `${fault.path} is no finished backup; each has a folder of its own, named by its id`,
      ]
    case 'BACKUP_MANIFEST_ALTERED':
      return [
        `${fault.path} 的清单与签名不符，未作任何改动；请换用另一份副本`,
        `the manifest of ${fault.path} is not the one that was signed; nothing was changed; use another copy`,
      ]
    case 'BACKUP_DATA_ALTERED': {
      const where = fault.table === '' ? '' : `（表 ${fault.table}）`
      return [
        `${fault.path} 第 ${fault.at} 字节起的数据与清单不符${where}，未作任何改动；请换用另一份副本`,
        `${fault.path} is not what the manifest says from byte ${fault.at} on${where}; nothing was changed; use another copy`,
      ]
    }
    case 'BACKUP_BASE_MISSING':
      return [
        `该备份接续更早的备份，但 ${fault.path} 不在；请把更早的备份放回同一文件夹`,
        `this backup goes on from an earlier one, and ${fault.path} is not there; put it back beside it`,
      ]
    case 'BACKUP_FOREIGN':
      return [
        `密钥文件夹不是该备份所属平台（${fault.installation}）的；请先恢复其密钥：fadu keys restore`,
        `the keys are not those of the installation ${fault.installation}; restore its keys first: fadu keys restore`,
      ]
    case 'BACKUP_KEK_MISSING':
      return [
        `该备份需要第 ${fault.version} 号主密钥，密钥文件夹中没有；请恢复更新的密钥备份`,
        `key-encryption key ${fault.version} is needed and not in the folder; restore a later backup of the keys`,
      ]
    case 'BACKUP_NEWER':
      return [
        `备份由更新的版本建立（第 ${fault.found} 号迁移，本程序到第 ${fault.known} 号）；请升级程序`,
        `the backup was made by a newer version (migration ${fault.found}, this program knows ${fault.known}); upgrade the program`,
      ]
    case 'BACKUP_MIGRATION_CHANGED':
      return [
        `迁移 ${fault.migration} 与建立备份的程序中的不一致`,
        `migration ${fault.migration} differs from the one of the program that made the backup`,
      ]
    case 'BACKUP_TARGET_NOT_EMPTY':
      return [
        `恢复的目标不是空的：${fault.found}；请另选一个数据文件夹或者数据库`,
        `the target is not empty: ${fault.found}; restore into another data folder or database`,
      ]
    case 'BACKUP_TABLE_UNKNOWN':
      return [
        `数据库中有平台以外的表：${fault.tables.join('、')}；未作备份。请移到别的数据库`,
        `tables that are not the platform's: ${fault.tables.join(', ')}; no backup was taken; move them to another database`,
      ]
    case 'BACKUP_TABLE_MISSING':
      return [
        `数据库中缺少表：${fault.tables.join('、')}；未作备份`,
        `tables are missing: ${fault.tables.join(', ')}; no backup was taken`,
      ]
    case 'BACKUP_ROWS_DIFFER':
      return [
        `表 ${fault.table} 应有 ${fault.expected} 行，读出 ${fault.found} 行；未作任何改动`,
        `table ${fault.table} should have ${fault.expected} rows, ${fault.found} were read; nothing was changed`,
      ]
    case 'BACKUP_LOG_ALTERED':
      return [
        `证据日志前 ${fault.size} 条推算的根 ${fault.computed} 与所签署的 ${fault.expected} 不符；未作任何改动`,
        `the first ${fault.size} entries of the evidence log give the root ${fault.computed}, signed was ${fault.expected}; nothing was changed`,
      ]
    case 'BACKUP_LOG_FORKED':
      return [
        `证据日志与另存的检查点（${fault.size} 条）矛盾：推算的根 ${fault.computed}，检查点 ${fault.witnessed}；未作任何改动`,
        `the evidence log contradicts the checkpoint of ${fault.size} entries that was kept: computed ${fault.computed}, kept ${fault.witnessed}; nothing was changed`,
      ]
    case 'BACKUP_CHECKPOINT_INVALID':
      return [`${fault.path} 不是该平台签署的检查点`, `${fault.path} is no checkpoint that this installation signed`]
    case 'BACKUP_DESTROYED_LIST': {
      const zh = { missing: '不在', altered: '与签名不符', older: '早于所恢复到的时间' }[fault.fault]
      const en = {
        missing: 'is missing',
        altered: 'is not the one that was signed',
        older: 'is older than what is restored',
      }
      return [
        `已销毁数据的名单 ${fault.path} ${zh}：没有它，已销毁的数据会重新出现。请把最新的名单放在备份旁，或者用 --destroyed 指明`,
        `the list of what was destroyed ${en[fault.fault]} (${fault.path}): without it what was destroyed would come back; put the newest one beside the backup, or name it with --destroyed`,
      ]
    }
    case 'RECOVERY_UNDER_WAY':
      return [
        'PostgreSQL 仍在恢复，或者停在恢复目标处等待；核对目标无误后执行 select pg_wal_replay_resume()，再运行一次',
        'PostgreSQL still recovers, or waits at its target; when the target is right, select pg_wal_replay_resume() and run this again',
      ]
    case 'RECOVERY_TARGET_EMPTY':
      return [
        '数据库中没有平台的数据；检查 DATABASE_URL。恢复平台的备份用 fadu restore',
        'there is no platform in this database; check DATABASE_URL; a backup of the platform is restored with fadu restore',
      ]
    case 'RECOVERY_IN_USE':
      return [
        `数据库另有 ${fault.sessions} 个连接；未作任何改动。请停止服务器、断开其他连接后再运行一次`,
        `${fault.sessions} other sessions are connected to the database; nothing was changed; stop the servers, end the sessions and run this again`,
      ]
    case 'BACKUP_UNDER_WAY':
      return ['另一个进程正在备份', 'another process takes a backup']
    case 'KEY_BACKUP_INVALID':
      return fault.fault === 'format'
        ? [`${fault.path} 不是密钥备份`, `${fault.path} is no backup of keys`]
        : [`口令不对，或者 ${fault.path} 已被改动`, `the passphrase is wrong, or ${fault.path} was altered`]
    case 'KEY_BACKUP_UNSIGNED':
      return [
        `${fault.path} 已被改动，或者不是由所信任的密钥签名；不要用它恢复`,
        `${fault.path} was altered, or is not signed by a key that is trusted; do not restore it`,
      ]
    case 'KEY_SHARE_REFUSED':
      return [
        `${fault.url} 未接受密钥份额：${fault.answer} ${fault.detail}`,
        `${fault.url} did not take the share: ${fault.answer}`,
      ]
    case 'KEY_BACKUP_PASSPHRASE_SHORT':
      return [`口令至少 ${fault.least} 个字符`, `a passphrase has at least ${fault.least} characters`]
    case 'KEY_BACKUP_EXISTS':
      return [`${fault.path} 已存在，不予覆盖`, `${fault.path} exists and is not written over`]
  }
}
