import { Stack, Validations } from 'aws-cdk-lib';
import { CfnApi, CfnIntegration, CfnRoute, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnPermission, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** Requests per second, and at once on top of that, for everybody together: a bound on the bill, not on one visitor. */
export type Throttle = { readonly perSecond: number; readonly burst: number };

/** A route of its own is a throttle of its own. `key` is as API Gateway knows it: `POST /report`. */
export type ThrottledRoute = { readonly key: string; readonly throttle: Throttle };

export type HttpApiOptions = {
  readonly name: string;
  readonly lambda: IFunction;
  /** Routes with throttles of their own, so that a flood elsewhere does not shut them out. */
  readonly routes?: readonly ThrottledRoute[];
  /** For everything else. */
  readonly throttle: Throttle;
  /** Why requests come in without a gateway's authorizer. */
  readonly openBecause: string;
};

/** One HTTP API that hands every path and method to one function. No CORS: pages and API share an origin. */
export class HttpApi extends Construct {
  /** `https://…`, without a slash at its end. */
  readonly url: string;
  readonly apiId: string;
  readonly stage: CfnStage;

  constructor(scope: Construct, id: string, options: HttpApiOptions) {
    super(scope, id);
    const { routes: throttled = [] } = options;
    const api = new CfnApi(this, 'Api', { name: options.name, protocolType: 'HTTP' });
    const integration = new CfnIntegration(this, 'Integration', {
      apiId: api.ref,
      integrationType: 'AWS_PROXY',
      integrationUri: options.lambda.functionArn,
      payloadFormatVersion: '2.0',
    });
    const route = (routeId: string, routeKey: string): CfnRoute => {
      const made = new CfnRoute(this, routeId, {
        apiId: api.ref,
        routeKey,
        target: `integrations/${integration.ref}`,
      });
      Validations.of(made).acknowledge({ id: 'AwsSolutions-APIG4', reason: options.openBecause });
      return made;
    };
    // The ids are those of the first release: with others, a deployed route would be made a second time.
    // The ids stay as they were deployed: a route under a new id is made before the old one goes, and API Gateway refuses
    // a second route of one key.
    const routes = [route('Route', '$default'), ...throttled.map(({ key }) => route(`Lane ${key}`, key))];
    const stage = new CfnStage(this, 'Stage', {
      apiId: api.ref,
      stageName: '$default',
      autoDeploy: true,
      defaultRouteSettings: {
        throttlingRateLimit: options.throttle.perSecond,
        throttlingBurstLimit: options.throttle.burst,
        detailedMetricsEnabled: false,
      },
      // CDK hands this map on as it is: the names are CloudFormation's.
      routeSettings: Object.fromEntries(
        throttled.map(({ key, throttle }) => [
          key,
          {
            ThrottlingRateLimit: throttle.perSecond,
            ThrottlingBurstLimit: throttle.burst,
            DetailedMetricsEnabled: false,
          },
        ]),
      ),
    });
    // A stage's settings may only name routes that are there.
    for (const made of routes) stage.addResourceDependency(made);
    new CfnPermission(this, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: options.lambda.functionArn,
      principal: new ServicePrincipal('apigateway.amazonaws.com').service,
      sourceArn: Stack.of(this).formatArn({
        service: 'execute-api',
        resource: api.ref,
        resourceName: '*/*',
      }),
    });
    Validations.of(stage).acknowledge({
      id: 'AwsSolutions-APIG1',
      reason: 'Access logs are off on purpose: they keep addresses and exact times of the people who report.',
    });
    this.url = api.attrApiEndpoint;
    this.apiId = api.ref;
    this.stage = stage;
  }
}
