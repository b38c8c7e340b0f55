import { Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Subscription, SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** Where all alarms go. What passes through says which alarm it is and nothing of a case, a member or a reporter. */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  /** @param options.email AWS asks this address to confirm; without one nobody is told. */
  constructor(scope: Construct, id: string, options: { readonly email: string | undefined }) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { displayName: 'Conductline', enforceSSL: true });
    const publishes = (sid: string, service: string, conditions?: Record<string, Record<string, string>>) =>
      new PolicyStatement({
        sid,
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal(service)],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        ...(conditions && { conditions }),
      });
    // A policy of one's own replaces the one by which the account's alarms reach a topic.
    this.topic.addToResourcePolicy(
      publishes('AlarmsTell', 'cloudwatch.amazonaws.com', {
        StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
      }),
    );
    // EventBridge does not promise conditions here; whoever else it let through could send ops a mail, and read none.
    this.topic.addToResourcePolicy(publishes('RulesTell', 'events.amazonaws.com'));
    if (options.email !== undefined) {
      new Subscription(this, 'Email', {
        topic: this.topic,
        protocol: SubscriptionProtocol.EMAIL,
        endpoint: options.email,
      });
    }
  }
}
