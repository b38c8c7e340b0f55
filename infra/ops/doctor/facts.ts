import type { MailProblem } from '../../../functions/domain/member/mail-problem.ts';
import type { TableName } from '../../tables.ts';

/** One thing the doctor tried to read: there, not there to be read (on a laptop, or a part the stack lacks), or refused. */
export type Fact<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable'; readonly because: string };

export const none: Fact<never> = { kind: 'none' };

/** Reads one thing; an error is told by its name alone. */
export const fact = async <T>(read: () => Promise<T>): Promise<Fact<T>> => {
  try {
    return { kind: 'read', value: await read() };
  } catch (error) {
    return { kind: 'unreadable', because: error instanceof Error ? error.name : 'unknown error' };
  }
};

export type TeamFacts = {
  readonly members: readonly {
    readonly name: string;
    readonly email: string;
    readonly role: string;
    readonly mailProblem?: MailProblem | undefined;
    readonly channels: readonly string[];
  }[];
  readonly unreadable: number;
  readonly channels: readonly string[];
  /** When the scheduled function last began to work. */
  readonly lastBeat: Date | undefined;
};
export type MailFacts = {
  readonly isInSandbox: boolean;
  readonly maySend: boolean;
  readonly sender: string;
  readonly isSenderVerified: boolean;
  /** Addresses of members to which SES sends nothing any more. */
  readonly suppressed: readonly string[];
};
export type KeyFacts = {
  readonly state: string;
  readonly deletedOn?: Date | undefined;
  readonly rotates: boolean;
};
export type TableFacts = {
  readonly table: TableName;
  readonly recoveryDays: number | undefined;
  readonly expires: boolean;
  readonly isProtected: boolean;
};
export type BucketFacts = {
  /** Nothing in it can be made public. */
  readonly isBlocked: boolean;
  readonly hasVersions: boolean;
  /** Prefixes whose objects S3 itself expires. */
  readonly expires: readonly string[];
  /** Calls without TLS are denied. */
  readonly needsTls: boolean;
};
export type HostFacts = { readonly host: string; readonly target: string; readonly pointsHere: boolean };
export type Subscriber = { readonly address: string; readonly isConfirmed: boolean };

/** Runs at once: of the account, and those set aside for a function alone. */
export type ConcurrencyFacts = {
  readonly accountLimit: number;
  readonly unreserved: number;
  readonly reserved: readonly { readonly name: string; readonly runs: number | undefined }[];
};

export type MailDomain = {
  readonly domain: string;
  /** The servers that take mail for it, the first of them first. */
  readonly servers: readonly string[];
  /** SES has seen the records of DKIM. */
  readonly isVerified: boolean;
};
/** Where mails come in. */
export type MailDomainFacts = {
  readonly region: string;
  readonly domains: readonly MailDomain[];
};
export type ReceiptRuleFacts = {
  /** By name. */
  readonly ruleSet: string;
  readonly active: string | undefined;
  /** Rules of the stack that the active set lacks, or that are off. */
  readonly missing: readonly string[];
};
export type MailsLeft = {
  /** Mails that came an hour ago or earlier and still lie in the bucket. */
  readonly waiting: number;
  readonly deadLetters: number;
};

/** Everything the checks look at. */
export type Facts = {
  readonly now: Date;
  readonly team: Fact<TeamFacts>;
  readonly mail: Fact<MailFacts>;
  readonly key: Fact<KeyFacts>;
  readonly tables: Fact<readonly TableFacts[]>;
  readonly bucket: Fact<BucketFacts>;
  readonly schedule: Fact<{ readonly state: string }>;
  readonly concurrency: Fact<ConcurrencyFacts>;
  readonly hosts: Fact<readonly HostFacts[]>;
  readonly subscribers: Fact<readonly Subscriber[]>;
  readonly hasBudget: Fact<boolean>;
  readonly mailDomains: Fact<MailDomainFacts>;
  readonly mailRules: Fact<ReceiptRuleFacts>;
  readonly mailKey: Fact<KeyFacts>;
  readonly mailsLeft: Fact<MailsLeft>;
};
