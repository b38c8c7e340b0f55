import { Duration, Fn, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { AlarmTopic } from './alarm-topic.ts';
import { pinLogicalId } from './pin-logical-id.ts';
import { alarmText } from './runbook.ts';

export type ChangeWatchOptions = {
  readonly topic: AlarmTopic;
  /** Keys that hold what is sealed, or what is not sealed yet. */
  readonly keyArns: readonly string[];
  readonly functionNames: readonly string[];
  readonly roles: readonly { readonly roleName: string; readonly roleArn: string }[];
  /** Whether the stack brings a trail; EventBridge sees changes only in an account that has one. */
  readonly trail: boolean;
};

/** Calls that could open a way to what is sealed, as CloudTrail names them. */
const keyCalls = [
  ...['PutKeyPolicy', 'CreateGrant', 'DisableKey', 'ScheduleKeyDeletion', 'DisableKeyRotation'],
  ...['ImportKeyMaterial', 'DeleteImportedKeyMaterial', 'RetireGrant'],
];
/** Lambda's calls carry the date of their version at the end. */
const codeCalls = [
  ...['UpdateFunctionCode', 'UpdateFunctionConfiguration', 'AddPermission', 'RemovePermission'],
  ...['CreateEventSourceMapping', 'UpdateEventSourceMapping', 'PutFunctionEventInvokeConfig'],
  ...['UpdateFunctionEventInvokeConfig', 'CreateFunctionUrlConfig', 'UpdateFunctionUrlConfig'],
  ...['PutRuntimeManagementConfig', 'PutFunctionCodeSigningConfig', 'DeleteFunctionCodeSigningConfig'],
  ...['PublishVersion', 'CreateAlias', 'UpdateAlias', 'PutFunctionConcurrency', 'DeleteFunctionConcurrency'],
  'DeleteFunction',
];
/** Calls that give a role to a function. Passing a role is no call of its own, and CloudTrail has no line of it. */
const useCalls = ['CreateFunction', 'UpdateFunctionConfiguration'];
const roleCalls = [
  ...['PutRolePolicy', 'AttachRolePolicy', 'DeleteRolePolicy', 'DetachRolePolicy'],
  ...['UpdateAssumeRolePolicy', 'PutRolePermissionsBoundary', 'DeleteRolePermissionsBoundary'],
  ...['AddRoleToInstanceProfile', 'DeleteRole'],
];
const trailCalls = ['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors'];

/** Tells ops of changes to what nobody should have to change but a deployment: detected, not prevented. */
export class ChangeWatch extends Construct {
  constructor(scope: Construct, id: string, options: ChangeWatchOptions) {
    super(scope, id);
    const { keyArns, functionNames, roles } = options;
    const rule = (ruleId: string, service: string, detail: object): void => {
      new CfnRule(this, ruleId, {
        description: alarmText('key-or-code-changed'),
        eventPattern: {
          source: [`aws.${service}`],
          'detail-type': ['AWS API Call via CloudTrail'],
          detail,
        },
        targets: [
          {
            id: 'Topic',
            arn: options.topic.topic.topicArn,
            inputTransformer: {
              inputPathsMap: {
                call: '$.detail.eventName',
                who: '$.detail.userIdentity.arn',
                at: '$.detail.eventTime',
              },
              inputTemplate: `"${alarmText('key-or-code-changed')} <call> by <who> at <at>."`,
            },
          },
        ],
      });
    };
    // By whatever name the call gave the key: CloudTrail writes its ARN among the resources.
    rule('Key', 'kms', { eventName: keyCalls, resources: { ARN: [...keyArns] } });
    // A call may give a function's name, its ARN, or either with a version behind it.
    rule('Code', 'lambda', {
      eventName: codeCalls.map((prefix) => ({ prefix })),
      requestParameters: {
        functionName: functionNames.map((name) => ({ wildcard: Fn.join('', ['*', name, '*']) })),
      },
    });
    rule('Roles', 'iam', {
      eventName: roleCalls,
      requestParameters: { roleName: roles.map(({ roleName }) => roleName) },
    });
    // Whatever the function is called that is given one of the roles.
    rule('RoleUse', 'lambda', {
      eventName: useCalls.map((prefix) => ({ prefix })),
      requestParameters: { role: roles.map(({ roleArn }) => roleArn) },
    });
    rule('Trails', 'cloudtrail', { eventName: trailCalls });
    if (options.trail) this.#addTrail();
  }

  /**
   * Calls that change something, of the account itself: nothing that is read, and nothing that happens inside tables,
   * buckets and functions, so no reporter leaves a line. Beside the account's own event history, which nobody can switch
   * off and which keeps more for 90 days, a day of it in a bucket adds nothing.
   */
  #addTrail(): void {
    const bucket = new Bucket(this, 'TrailBucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        {
          id: 'OneDay',
          expiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    pinLogicalId(bucket, 'ChangeTrailBucket');
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'It holds a day of the trail; a log of who reads the trail would outlive it.',
    });
    const stack = Stack.of(this);
    const trailName = `${stack.stackName}-changes`;
    const trail = stack.formatArn({ service: 'cloudtrail', resource: 'trail', resourceName: trailName });
    const delivers = (sid: string, action: string, resource: string, more: object = {}) =>
      new PolicyStatement({
        sid,
        principals: [new ServicePrincipal('cloudtrail.amazonaws.com')],
        actions: [action],
        resources: [resource],
        conditions: { StringEquals: { 'aws:SourceArn': trail, ...more } },
      });
    bucket.addToResourcePolicy(delivers('TrailAsks', 's3:GetBucketAcl', bucket.bucketArn));
    bucket.addToResourcePolicy(
      delivers('TrailWrites', 's3:PutObject', bucket.arnForObjects(`AWSLogs/${stack.account}/*`), {
        's3:x-amz-acl': 'bucket-owner-full-control',
      }),
    );
    const made = new CfnTrail(this, 'Trail', {
      trailName,
      s3BucketName: bucket.bucketName,
      isLogging: true,
      isMultiRegionTrail: false,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      eventSelectors: [{ readWriteType: 'WriteOnly', includeManagementEvents: true }],
    });
    if (bucket.policy) made.node.addDependency(bucket.policy);
  }
}
