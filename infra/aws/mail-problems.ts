import { CfnRule } from 'aws-cdk-lib/aws-events';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { MailProblemKind } from '../../functions/domain/member/mail-problem.ts';

/**
 * Tells the scheduled function whose mail came back or was called spam. SES puts address, subject and headers into its
 * events; the rule hands on the member's id alone, which the mail was tagged with.
 */
export class MailProblems extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { configurationSetName, lambda }: { readonly configurationSetName: string; readonly lambda: IFunction },
  ) {
    super(scope, id);
    const rule = (ruleId: string, kind: MailProblemKind, detail: object): void => {
      const made = new CfnRule(this, ruleId, {
        description: `Conductline: ${kind} of a mail to a member`,
        eventPattern: {
          source: ['aws.ses'],
          detail: {
            ...detail,
            mail: { tags: { 'ses:configuration-set': [configurationSetName], member: [{ exists: true }] } },
          },
        },
        targets: [
          {
            id: 'Scheduled',
            arn: lambda.functionArn,
            inputTransformer: {
              inputPathsMap: { members: '$.detail.mail.tags.member' },
              inputTemplate: `{"mailProblem":"${kind}","members":<members>}`,
            },
          },
        ],
      });
      lambda.addPermission(`${ruleId}Invokes`, {
        principal: new ServicePrincipal('events.amazonaws.com'),
        sourceArn: made.attrArn,
        scope: this,
      });
    };
    // What is only late, such as a full mailbox or an answer from holidays, is no problem of the address.
    rule('Bounce', 'bounce', { eventType: ['Bounce'], bounce: { bounceType: ['Permanent'] } });
    rule('Complaint', 'complaint', { eventType: ['Complaint'] });
  }
}
