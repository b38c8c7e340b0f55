import { Stack } from 'aws-cdk-lib';

/**
 * What mails come through, by names that are known before any of it is there: S3 asks whether it may call the function when
 * the bucket is made, and SES whether it may write when a rule is; names of CloudFormation's own would wait for each other.
 */
export type InboundNames = {
  readonly bucket: string;
  readonly lambda: string;
  readonly ruleSet: string;
  readonly arns: {
    readonly bucket: string;
    readonly lambda: string;
    /** @param channel of a rule */
    readonly rule: (channel: string) => string;
  };
};

/** A bucket's name has at most 63 characters, of which account and region take up to 28. */
const longestStackName = 28;

export const inboundNames = (stack: Stack): InboundNames => {
  const { stackName, account, region } = stack;
  const bucket = `${stackName.toLowerCase().slice(0, longestStackName)}-mail-${account}-${region}`;
  const lambda = `${stackName}-mail`;
  const ruleSet = `${stackName}-mail`;
  return {
    bucket,
    lambda,
    ruleSet,
    arns: {
      bucket: stack.formatArn({ service: 's3', region: '', account: '', resource: bucket }),
      lambda: `${stack.formatArn({ service: 'lambda', resource: 'function' })}:${lambda}`,
      rule: (channel) =>
        `${stack.formatArn({ service: 'ses', resource: 'receipt-rule-set', resourceName: ruleSet })}:receipt-rule/${channel}`,
    },
  };
};
