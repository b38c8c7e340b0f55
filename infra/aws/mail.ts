import { Stack, Validations } from 'aws-cdk-lib';
import { ConfigurationSet, ConfigurationSetTlsPolicy, EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { Construct, type IConstruct } from 'constructs';
import type { MailResources } from './statements.ts';

/**
 * The sender of notices. No opens and no clicks are counted: no event destination, no tracking domain, and the
 * account's own engagement tracking, where somebody switched it on, does not reach these mails.
 */
export class Mail extends Construct {
  readonly resources: MailResources;
  readonly configurationSetName: string;
  readonly reporterConfigurationSetName: string;

  constructor(scope: Construct, id: string, options: { readonly sender: string }) {
    super(scope, id);
    const setOf = (setId: string): ConfigurationSet =>
      new ConfigurationSet(this, setId, {
        tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
        reputationMetrics: true,
        vdmOptions: { engagementMetrics: false, optimizedSharedDelivery: false },
      });
    const configurationSet = setOf('ConfigurationSet');
    const reporters = setOf('ReporterConfigurationSet');
    new EmailIdentity(this, 'Identity', {
      identity: Identity.email(options.sender),
      configurationSet,
    });
    const arnOf = (resource: string, resourceName: string): string =>
      Stack.of(this).formatArn({ service: 'ses', resource, resourceName });
    this.configurationSetName = configurationSet.configurationSetName;
    this.reporterConfigurationSetName = reporters.configurationSetName;
    this.resources = {
      sender: options.sender,
      identities: arnOf('identity', '*'),
      configurationSets: [this.configurationSetName, this.reporterConfigurationSetName].map((name) =>
        arnOf('configuration-set', name),
      ),
    };
  }
}

/** For what carries the grant to send: it reaches every identity, since nobody knows who will join the team. */
export const acknowledgeRecipientPattern = (construct: IConstruct): void => {
  Validations.of(construct).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*]',
    reason:
      'In the sandbox SES asks for the identity of every recipient too. A condition binds the grant to the one sender.',
  });
};
