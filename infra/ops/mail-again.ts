import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { readCommandLine } from './command-line.ts';
import { stackResources, standardStack } from './live-tables.ts';
import { handMailsAgain, mailPartsOf } from './mail/hand-mails-again.ts';
import { runCommand, say } from './run-command.ts';

const usage = `npm run mail-again [-- --stack <name>] [--forget]

Hands every mail that still lies in the bucket of mails to the mail function once more, and says how many dead letters
there are and how many of their mails are gone. A mail that was filed already becomes no second case.
--forget deletes the dead letters whose mails are filed or gone.`;

await runCommand(async () => {
  const { values } = readCommandLine(usage, {
    stack: { type: 'string', default: standardStack },
    forget: { type: 'boolean', default: false },
  });
  const stacks = new CloudFormationClient({});
  const parts = mailPartsOf(await stackResources(stacks, values.stack));
  const clients = { files: new S3Client({}), lambda: new LambdaClient({}), queues: new SQSClient({}) };
  const { handedOver, deadLetters, gone, forgotten } = await handMailsAgain(clients, parts, {
    now: new Date(),
    forget: values.forget,
  });
  say(
    handedOver === 0
      ? 'No mail waits.'
      : `Handed over ${handedOver}. In some minutes npm run doctor says whether they are filed.`,
  );
  if (deadLetters > 0)
    say(
      `${deadLetters} dead letters; the mails of ${gone} are no longer there: filed since, or expired.${forgotten > 0 ? ` ${forgotten} deleted.` : ' --forget deletes those.'}`,
    );
});
