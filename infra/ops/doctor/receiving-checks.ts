import { mailServerOf, receivingRegions } from '../../mail-region.ts';
import { checkOf, listed, well, wrong } from './check.ts';

const absent = 'no channel takes reports by mail';

export const mailRegion = checkOf(
  'mail is received here',
  ({ mailDomains }) => mailDomains,
  ({ region }) =>
    receivingRegions.includes(region)
      ? well(region)
      : wrong(
          `SES is not known to receive mail in ${region}`,
          `Deploy to one of ${listed(receivingRegions)}, or take mail.address out of your channels.`,
        ),
  absent,
);

export const mailRecords = checkOf(
  'the records of mail',
  ({ mailDomains }) => mailDomains,
  ({ region, domains }) => {
    const server = mailServerOf(region);
    const astray = domains.filter(({ servers }) => servers[0] !== server);
    if (astray.length > 0)
      return wrong(
        `mail for ${listed(astray.map(({ domain }) => domain))} does not come here: reports by mail are lost or bounce`,
        `Put into your DNS: ${astray.map(({ domain }) => `MX ${domain} 10 ${server}`).join('; ')}`,
      );
    const strangers = domains.filter(({ servers }) => servers.length > 1);
    return strangers.length > 0
      ? wrong(
          `other servers take mail for ${listed(strangers.map(({ domain }) => domain))} too`,
          'Leave one MX record for each of these domains.',
        )
      : well(listed(domains.map(({ domain }) => domain)));
  },
  absent,
);

export const mailDkim = checkOf(
  'the domains of mail are verified',
  ({ mailDomains }) => mailDomains,
  ({ domains }) => {
    const open = domains.filter(({ isVerified }) => !isVerified).map(({ domain }) => domain);
    return open.length === 0
      ? well('with DKIM')
      : wrong(
          `${listed(open)} is not: SES refuses mail for it`,
          'Put the three CNAME records for DKIM into your DNS: they are outputs of the stack (MailDkim…). It takes up to three days.',
        );
  },
  absent,
);

export const mailRules = checkOf(
  'the receipt rules',
  ({ mailRules: found }) => found,
  ({ ruleSet, active, missing }) => {
    const todo = `aws ses set-active-receipt-rule-set --rule-set-name ${ruleSet}`;
    if (active === undefined) return wrong('no rule set is active: all mail bounces', todo);
    if (active !== ruleSet)
      return wrong(
        `another rule set, ${active}, is active: reports by mail bounce or go elsewhere`,
        `${todo}; SES has one active set a region, so that what ${active} does stops`,
      );
    return missing.length === 0
      ? well(`${ruleSet} is active`)
      : wrong(
          `there is no rule, or none that is on, for ${listed(missing)}`,
          'Deploy again (npx cdk deploy).',
        );
  },
  absent,
);

export const mailKey = checkOf(
  'the key of mails',
  ({ mailKey: found }) => found,
  ({ state }) =>
    state === 'Enabled'
      ? well('enabled')
      : wrong(
          `it is ${state}: mail bounces, and what lies in the bucket cannot be read`,
          'aws kms cancel-key-deletion --key-id <id>, if it waits for its deletion; then aws kms enable-key --key-id <id>',
        ),
  absent,
);

export const mailsLeft = checkOf(
  'mails are filed',
  ({ mailsLeft: found }) => found,
  ({ waiting, deadLetters }) => {
    if (waiting > 0)
      return wrong(
        `${waiting} lie in the bucket for an hour or longer, and go within two days`,
        'See docs/runbook/mail-waiting.md, then: npm run mail-again',
      );
    return deadLetters > 0
      ? wrong(
          `${deadLetters} that were given up are in the queue of dead letters`,
          'See docs/runbook/mail-dead-letters.md.',
        )
      : well('none waits');
  },
  absent,
);
