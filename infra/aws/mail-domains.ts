import { CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnEmailIdentity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { mailServerOf } from '../mail-region.ts';

/** Between what is an output's name and what is not. */
const capitalised = (domain: string): string =>
  domain.replace(/(?:^|[^a-z0-9]+)([a-z0-9])/g, (_, first: string) => first.toUpperCase());

/** The domains of the addresses, as SES has to know them, and the records that they need. */
export class MailDomains extends Construct {
  constructor(scope: Construct, id: string, { domains }: { readonly domains: readonly string[] }) {
    super(scope, id);
    for (const domain of domains) this.#add(domain);
  }

  #add(domain: string): void {
    const name = capitalised(domain);
    const output = (what: string, value: string, description: string): void =>
      new CfnOutput(this, `${name}${what}`, { value, description }).overrideLogicalId(`Mail${what}${name}`);
    const identity = new CfnEmailIdentity(this, name, {
      emailIdentity: domain,
      dkimSigningAttributes: { nextSigningKeyLength: 'RSA_2048_BIT' },
    });
    output(
      'Mx',
      `MX ${domain} 10 ${mailServerOf(Stack.of(this).region)}`,
      `Brings mail for ${domain} here; only for a domain that has no other mailboxes`,
    );
    const records = [
      [identity.attrDkimDnsTokenName1, identity.attrDkimDnsTokenValue1],
      [identity.attrDkimDnsTokenName2, identity.attrDkimDnsTokenValue2],
      [identity.attrDkimDnsTokenName3, identity.attrDkimDnsTokenValue3],
    ] as const;
    records.forEach(([record, target], index) =>
      output(
        `Dkim${index + 1}`,
        `CNAME ${record} ${target}`,
        'Shows that the domain is yours, and signs answers',
      ),
    );
    output(
      'Policy',
      `TXT ${domain} "v=spf1 include:amazonses.com ~all"; TXT _dmarc.${domain} "v=DMARC1; p=quarantine"`,
      'Who may send for the domain (SPF) and what becomes of other mail (DMARC); keep what is there already',
    );
  }
}
