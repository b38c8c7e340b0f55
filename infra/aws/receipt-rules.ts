import { CfnOutput, CfnRule, Fn, Stack } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnReceiptRule, CfnReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { receivingRegions, type MailAddress } from '../mail-region.ts';
import type { InboundNames } from './inbound-names.ts';

/**
 * One rule a channel. An address also takes mail to itself with a label (`conduct+…@`). A mail to two channels is one
 * of each.
 */
export class ReceiptRules extends Construct {
  constructor(
    scope: Construct,
    id: string,
    {
      names,
      bucket,
      addresses,
    }: {
      readonly names: InboundNames;
      readonly bucket: Bucket;
      readonly addresses: readonly MailAddress[];
    },
  ) {
    super(scope, id);
    new CfnRule(this, 'Region', {
      assertions: [
        {
          assert: Fn.conditionContains([...receivingRegions], Stack.of(this).region),
          assertDescription: 'SES receives no mail in this region: deploy to another, or leave mail out.',
        },
      ],
    });
    const ruleSet = new CfnReceiptRuleSet(this, 'Set', { ruleSetName: names.ruleSet });
    let before: CfnReceiptRule | undefined;
    for (const { channel, address } of addresses) {
      const rule = new CfnReceiptRule(this, channel, {
        ruleSetName: names.ruleSet,
        ...(before && { after: before.ref }),
        rule: {
          name: channel,
          enabled: true,
          recipients: [address],
          scanEnabled: true,
          // A mail that is refused is a report that never comes; nearly every server uses TLS where it is offered.
          tlsPolicy: 'Optional',
          // Without a key of its own: with one SES encrypts before S3 does, in a form that only an old client of S3 reads.
          actions: [{ s3Action: { bucketName: names.bucket, objectKeyPrefix: `${channel}/` } }],
        },
      });
      rule.addResourceDependency(ruleSet);
      // SES tries whether it may write.
      if (bucket.policy) rule.node.addDependency(bucket.policy);
      before = rule;
    }
    new CfnOutput(this, 'Activate', {
      value: `aws ses set-active-receipt-rule-set --rule-set-name ${names.ruleSet}`,
      description: 'Run it once: CloudFormation cannot, and no mail is received before',
    }).overrideLogicalId('MailActivate');
  }
}
