import { Stack, Validations } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import {
  CloudWatchDimensionSource,
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
} from 'aws-cdk-lib/aws-ses';
import { Construct, type IConstruct } from 'constructs';
import type { MailResources } from './statements.ts';

/**
 * The sender of notices and answers. No opens and no clicks are counted: no tracking domain, no event of either, and the
 * account's own engagement tracking, where somebody switched it on, does not reach these mails.
 *
 * What came back or was called spam goes two ways. Of a mail to a member, to the account's event bus, from which a rule
 * takes the member's id (`mail-problems.ts`). Of a mail to a reporter, into a count alone: an event would carry their
 * address, so would a mail to the sender, and the account's list of suppressed addresses would keep it.
 */
export class Mail extends Construct {
  readonly resources: MailResources;
  readonly configurationSetName: string;
  readonly reporterConfigurationSetName: string;

  constructor(scope: Construct, id: string, options: { readonly sender: string }) {
    super(scope, id);
    const setOf = (setId: string, disableSuppressionList: boolean): ConfigurationSet =>
      new ConfigurationSet(this, setId, {
        tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
        reputationMetrics: true,
        disableSuppressionList,
        vdmOptions: { engagementMetrics: false, optimizedSharedDelivery: false },
      });
    const configurationSet = setOf('ConfigurationSet', false);
    const reporters = setOf('ReporterConfigurationSet', true);
    const events = [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT];
    configurationSet.addEventDestination('Problems', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'Bus', 'default')),
      events,
    });
    reporters.addEventDestination('Count', {
      destination: EventDestination.cloudWatchDimensions([
        {
          source: CloudWatchDimensionSource.MESSAGE_TAG,
          name: 'ses:configuration-set',
          defaultValue: 'none',
        },
      ]),
      events,
    });
    new EmailIdentity(this, 'Identity', {
      identity: Identity.email(options.sender),
      configurationSet,
      feedbackForwarding: false,
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
