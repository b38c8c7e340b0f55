import { administratorsManageKey, nobodyPassesOn } from './key-policy.ts';
import { allow, deny, type Statement } from './statement.ts';

export type MailKeyPrincipals = {
  readonly accountRoot: string;
  readonly account: string;
  /** ARN of the mail function's role. */
  readonly mail: string;
  /** ARNs of the receipt rules. */
  readonly rules: readonly string[];
  /** ARN of the bucket. */
  readonly bucket: string;
};

const resources = ['*'];

/**
 * The policy of the key that raw mails lie under.
 * SES needs `kms:Decrypt` beside `kms:GenerateDataKey*` for a bucket that encrypts by itself: a large mail is put in parts,
 * and S3 decrypts its data key for each. Its conditions leave it nothing but a put of our own rules (SES developer guide,
 * "Giving permissions to Amazon SES for email receiving").
 */
export const mailKeyPolicy = ({
  accountRoot,
  account,
  mail,
  rules,
  bucket,
}: MailKeyPrincipals): readonly Statement[] => [
  administratorsManageKey(accountRoot),
  allow({
    sid: 'ReceiptRulesEncrypt',
    principals: { Service: 'ses.amazonaws.com' },
    actions: ['kms:GenerateDataKey*', 'kms:Decrypt'],
    resources,
    conditions: { StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': rules } },
  }),
  allow({
    sid: 'MailFunctionOpens',
    principals: { AWS: mail },
    actions: ['kms:Decrypt'],
    resources,
    conditions: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': `${bucket}/*` } },
  }),
  // A service has no principal ARN, and `ArnNotEquals` holds of what is not there.
  deny({
    sid: 'NobodyElseDecrypts',
    principals: { AWS: '*' },
    actions: ['kms:Decrypt'],
    resources,
    conditions: {
      ArnNotEquals: { 'aws:PrincipalArn': mail },
      Bool: { 'aws:PrincipalIsAWSService': 'false' },
    },
  }),
  nobodyPassesOn(),
];
