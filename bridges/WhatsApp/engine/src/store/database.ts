// One encrypted file for each account: credentials, cryptographic state, messages, and what is not yet told to the host.
import Database from '@signalapp/sqlcipher'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

export type Db = Database

/** Of an event in the table of messages. */
export const isStickerPack = "json_extract(event, '$.content.kind') = 'stickerPack'"

const schema = `
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS signal (type TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (type, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outbox (seq INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS message (
  chat TEXT NOT NULL, id TEXT NOT NULL, sender TEXT NOT NULL, mine INTEGER NOT NULL, at INTEGER NOT NULL, place INTEGER NOT NULL,
  event TEXT, content BLOB NOT NULL, PRIMARY KEY (chat, id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS message_order ON message (chat, at, place);
CREATE INDEX IF NOT EXISTS message_age ON message (at);
CREATE INDEX IF NOT EXISTS sticker_packs ON message (at) WHERE ${isStickerPack};
CREATE TABLE IF NOT EXISTS add_on (chat TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (chat, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS chat (id TEXT PRIMARY KEY, at INTEGER NOT NULL DEFAULT 0, facts TEXT NOT NULL DEFAULT '{}') WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS address (jid TEXT PRIMARY KEY, person TEXT NOT NULL, learnt INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS person (id TEXT PRIMARY KEY, facts TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS administrator (chat TEXT NOT NULL, person TEXT NOT NULL, PRIMARY KEY (chat, person)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS history_notice (id TEXT PRIMARY KEY, notice BLOB NOT NULL) WITHOUT ROWID;
`

/** Opens or makes the file; the key is 64 hexadecimal digits. */
export function openDatabase(folder: string, key: string): Db {
  if (!/^[0-9a-f]{64}$/.test(key)) {
    throw new Error('the key of the account is damaged')
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const db = new Database(join(folder, 'account.db'), { cacheStatements: true })
  db.pragma(`key = "x'${key}'"`)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(schema)
  if (!db.prepare("SELECT 1 FROM pragma_table_info('address') WHERE name = 'learnt'").get()) {
    db.exec('ALTER TABLE address ADD COLUMN learnt INTEGER NOT NULL DEFAULT 0')
  }
  return db
}
