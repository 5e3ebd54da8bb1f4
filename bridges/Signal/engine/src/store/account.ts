// What a linked device is: written once when it is linked, changed only by number changes and key rotation.
export type Account = {
  aci: string;
  /** Accounts without a phone number have neither a number nor a PNI. */
  pni: string | null;
  number: string | null;
  deviceId: number;
  password: string;
  aciKey: string;
  pniKey: string | null;
  aciRegistrationId: number;
  pniRegistrationId: number;
  profileKey: string;
  accountEntropyPool: string | null;
  authCredentialSalt: string | null;
  /** Opens the history archive that the phone may send once; null where none was offered or it has been read. */
  ephemeralBackupKey: string | null;
  nextKeyId: number;
  /** Grows with every session; compared with what host and service remember (see store/freshness.ts). */
  generation: number;
  readReceipts: boolean;
  typingIndicators: boolean;
  /** In seconds, for chats that the user begins; 0 or missing: none. */
  timerOfNewChats?: number;
};

/** Which of the account's two identities. */
export type Kind = 'aci' | 'pni';
