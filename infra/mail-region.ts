import type { Settings } from '../functions/settings/schema.ts';
import { SettingsError } from './settings.ts';

/**
 * Where SES receives mail (AWS General Reference, "Amazon Simple Email Service endpoints and quotas", Email receiving
 * endpoints). It sends from more regions than it receives in; AWS adds some now and then.
 */
export const receivingRegions: readonly string[] = [
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'sa-east-1', 'af-south-1'],
  ...['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1', 'eu-north-1', 'eu-south-1'],
  ...['ap-south-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3'],
  ...['ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3'],
];

/** Where a domain's MX record leads to. */
export const mailServerOf = (region: string): string => `inbound-smtp.${region}.amazonaws.com`;

export type MailAddress = { readonly channel: string; readonly address: string };

/** The channels that take reports by mail, by their address. */
export const mailAddresses = ({ channels }: Pick<Settings, 'channels'>): readonly MailAddress[] =>
  Object.entries(channels).flatMap(([channel, { mail }]) =>
    mail ? [{ channel, address: mail.address }] : [],
  );

/**
 * CDK tells the app where it is about to deploy. What it does not know, a rule in the template refuses before anything is
 * made.
 * @throws {SettingsError} when mail is to be received where SES receives none
 */
export const refuseRegionWithoutMail = (
  settings: Pick<Settings, 'channels'>,
  region: string | undefined,
): void => {
  const [first] = mailAddresses(settings);
  if (!first || region === undefined || receivingRegions.includes(region)) return;
  throw new SettingsError(
    `channels.${first.channel}.mail: SES receives no mail in ${region}. Deploy to one of ${receivingRegions.join(', ')} (AWS_REGION=<region>), or leave mail out.`,
  );
};
