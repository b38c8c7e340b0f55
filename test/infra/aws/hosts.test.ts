import { describe, expect, it } from 'vitest';
import { passedHeaders } from '../../../functions/adapters/lambda/lambda-event.ts';
import { mergeSettings } from '../../../functions/settings/merge.ts';
import { refuseOtherRegion } from '../../../infra/edge-region.ts';
import { read, synthesize } from '../synthesized.ts';
import { readTemplate, written } from '../template.ts';

const sender = 'conduct@example.org';
const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d';
const [reporterHost, teamHost] = ['report.example.org', 'team.example.org'];
const hosts = { sender, reporterHost, teamHost, certificateArn };

const apisOf = (from: typeof read) => from.ofType('AWS::ApiGatewayV2::Api');
const variable = (from: typeof read, name: string, key: string): unknown => {
  const { Variables } = from.one('AWS::Lambda::Function', name).Properties.Environment as {
    readonly Variables: Readonly<Record<string, unknown>>;
  };
  return Variables[key];
};

describe('hosts of one’s own', () => {
  const { read: own } = synthesize(hosts);

  it.each([
    ['Reporter', reporterHost],
    ['Team', teamHost],
  ])(
    '%s: the host leads to its own API, over TLS 1.2, with the certificate of the settings',
    (name, host) => {
      const domain = own.one('AWS::ApiGatewayV2::DomainName', `Hosts${name}`);
      expect(domain.Properties).toEqual({
        DomainName: host,
        DomainNameConfigurations: [
          { CertificateArn: certificateArn, EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' },
        ],
      });
      const mapping = own.one('AWS::ApiGatewayV2::ApiMapping', `Hosts${name}`);
      expect(mapping).toMatchObject({
        Properties: {
          ApiId: { Ref: own.one('AWS::ApiGatewayV2::Api', name).id },
          DomainName: { Ref: domain.id },
          Stage: '$default',
        },
        DependsOn: [own.one('AWS::ApiGatewayV2::Stage', name).id],
      });
      expect(written(own.outputs[`${name}HostRecord`]?.Value)).toBe(
        `CNAME ${host} \${${domain.id}.RegionalDomainName}`,
      );
    },
  );

  it('the addresses there were before stay open, so that old links lead on', () => {
    for (const { Properties } of apisOf(own))
      expect(Properties).not.toHaveProperty('DisableExecuteApiEndpoint');
    expect(own.outputs.ReporterUrl).toEqual(read.outputs.ReporterUrl);
    expect(own.outputs.TeamUrl).toEqual(read.outputs.TeamUrl);
  });

  it('are what links and mails name', () => {
    expect(variable(own, 'Team', 'REPORTER_URL')).toBe(`https://${reporterHost}`);
    expect(variable(own, 'Scheduled', 'TEAM_URL')).toBe(`https://${teamHost}`);
    expect(written(own.outputs.FirstMember?.Value)).toContain(`--team-url https://${teamHost}/ `);
  });

  it('without a certificate, somebody else serves the team’s', () => {
    const { read: elsewhere } = synthesize({ sender, teamHost });
    expect(elsewhere.ofType('AWS::ApiGatewayV2::DomainName')).toEqual([]);
    expect(variable(elsewhere, 'Scheduled', 'TEAM_URL')).toBe(`https://${teamHost}`);
  });

  it('no resource of what is there already is made again for them', () => {
    const ids = Object.keys(read.resources);
    expect(Object.keys(own.resources)).toEqual(expect.arrayContaining(ids));
    for (const id of ids) expect(own.resources[id]?.Type).toBe(read.resources[id]?.Type);
  });

  it.each<[string, object, string[]]>([
    ['a host without a certificate', { reporterHost }, ['certificateArn']],
    ['a certificate for no host', { certificateArn }, ['certificateArn']],
    ['one host for both', { reporterHost, teamHost: reporterHost, certificateArn }, ['reporterHost']],
    ['CloudFront without a host', { edge: { cloudFront: true } }, ['reporterHost']],
    ['no host name', { reporterHost: 'https://report.example.org', certificateArn }, ['reporterHost']],
    [
      'a certificate CloudFront does not take',
      {
        reporterHost,
        edge: { cloudFront: true },
        certificateArn: certificateArn.replace('us-east-1', 'eu-west-1'),
      },
      ['certificateArn'],
    ],
  ])('%s is refused', (_, own, fields) => {
    const result = mergeSettings({ sender, ...own });
    expect(result.ok ? [] : result.problems.map(({ field }) => field)).toEqual(fields);
  });
});

describe('CloudFront and the rate rule', () => {
  const { read: edge, template } = synthesize({ ...hosts, edge: { cloudFront: true } });
  type Behavior = Readonly<Record<string, unknown>> & {
    readonly CachePolicyId: unknown;
    readonly PathPattern?: string;
  };
  const configOf = (from: typeof read) =>
    from.one('AWS::CloudFront::Distribution').Properties.DistributionConfig as {
      readonly DefaultCacheBehavior: Behavior;
      readonly CacheBehaviors: readonly Behavior[];
    } & Readonly<Record<string, unknown>>;
  const config = configOf(edge);
  const behaviors = [config.DefaultCacheBehavior, ...config.CacheBehaviors];

  it('are not there unless asked for', () => {
    for (const type of ['AWS::CloudFront::Distribution', 'AWS::WAFv2::WebACL'])
      expect(read.ofType(type)).toEqual([]);
  });

  it('stand before the reporters’ host, and the team’s stays at its API', () => {
    expect(config.Aliases).toEqual([reporterHost]);
    expect(config.ViewerCertificate).toMatchObject({
      AcmCertificateArn: certificateArn,
      MinimumProtocolVersion: 'TLSv1.2_2021',
    });
    expect(
      edge.ofType('AWS::ApiGatewayV2::DomainName').map(({ Properties }) => Properties.DomainName),
    ).toEqual([teamHost]);
    const { id } = edge.one('AWS::ApiGatewayV2::Api', 'Reporter');
    expect(JSON.stringify(config.Origins)).toContain(`{"Ref":"${id}"},".execute-api."`);
    expect(JSON.stringify(config.Origins)).toContain('"OriginProtocolPolicy":"https-only"');
  });

  /** What is kept, logged or sampled of visitors. */
  const keptOf = (from: typeof edge): string[] => {
    const { DefaultCacheBehavior, CacheBehaviors, ...rest } = configOf(from);
    const acl = JSON.stringify(from.one('AWS::WAFv2::WebACL').Properties);
    const bearer = from.one('AWS::CloudFront::CachePolicy');
    const times = JSON.stringify(bearer.Properties.CachePolicyConfig);
    return [
      ...('Logging' in rest ? ['logs'] : []),
      ...(acl.includes('"SampledRequestsEnabled":true') ? ['samples'] : []),
      ...(from.ofType('AWS::WAFv2::LoggingConfiguration').length > 0 ? ['logs of the rule'] : []),
      ...[DefaultCacheBehavior, ...CacheBehaviors].flatMap((behavior) => [
        ...(behavior.Compress === false ? [] : ['compresses']),
        ...('RealtimeLogConfigArn' in behavior ? ['logs at once'] : []),
        ...(behavior.CachePolicyId === cachingDisabled ||
        JSON.stringify(behavior.CachePolicyId) === JSON.stringify({ Ref: bearer.id })
          ? []
          : ['caches']),
      ]),
      ...(times.includes('"DefaultTTL":0,"MaxTTL":1,"MinTTL":0') ? [] : ['caches by default']),
    ];
  };
  /** CloudFront's own policy of this name. */
  const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';

  it('keep nothing: no cache, no logs, no samples', () => {
    expect(keptOf(edge)).toEqual([]);
    const compress = (change: (config: Record<string, unknown>) => void): string[] => {
      const copy = structuredClone(template.toJSON()) as {
        Resources: Record<
          string,
          { Type: string; Properties: { DistributionConfig: Record<string, unknown> } }
        >;
      };
      for (const { Type, Properties } of Object.values(copy.Resources))
        if (Type === 'AWS::CloudFront::Distribution') change(Properties.DistributionConfig);
      return keptOf(readTemplate(copy));
    };
    expect(compress((changed) => (changed.Logging = { Bucket: 'logs' }))).toEqual(['logs']);
    expect(
      compress((changed) => (changed.DefaultCacheBehavior = { CachePolicyId: 'other', Compress: true })),
    ).toEqual(['compresses', 'caches']);
  });

  it('hand on what the function reads and nothing of who asks: no cookie, no agent, no address', () => {
    const { OriginRequestPolicyConfig: passes } = edge.one('AWS::CloudFront::OriginRequestPolicy')
      .Properties as {
      readonly OriginRequestPolicyConfig: Readonly<Record<string, unknown>>;
    };
    expect(passes.CookiesConfig).toEqual({ CookieBehavior: 'none' });
    const { Headers } = passes.HeadersConfig as { readonly Headers: readonly string[] };
    const { HeadersConfig: keys } = (
      edge.one('AWS::CloudFront::CachePolicy').Properties as {
        readonly CachePolicyConfig: {
          readonly ParametersInCacheKeyAndForwardedToOrigin: { readonly HeadersConfig: unknown };
        };
      }
    ).CachePolicyConfig.ParametersInCacheKeyAndForwardedToOrigin;
    expect(keys).toEqual({ HeaderBehavior: 'whitelist', Headers: ['Authorization'] });
    // CloudFront passes a range on by itself.
    expect([...Headers, 'authorization', 'range'].sort()).toEqual(
      [...new Set([...passedHeaders, 'range'])].sort(),
    );
    for (const behavior of behaviors)
      expect(behavior.OriginRequestPolicyId).toEqual({
        Ref: edge.one('AWS::CloudFront::OriginRequestPolicy').id,
      });
  });

  it('a token is handed on under /api only', () => {
    expect(config.CacheBehaviors.map(({ PathPattern }) => PathPattern)).toEqual(['/api/*']);
    expect(config.DefaultCacheBehavior.CachePolicyId).toBe(cachingDisabled);
  });

  it('refuse who asks too often, as often as the settings say', () => {
    const limitOf = (from: typeof read) =>
      /"Limit":(\d+)/.exec(JSON.stringify(from.one('AWS::WAFv2::WebACL').Properties.Rules))?.[1];
    expect(edge.one('AWS::WAFv2::WebACL').Properties).toMatchObject({
      Scope: 'CLOUDFRONT',
      DefaultAction: { Allow: {} },
    });
    expect(edge.one('AWS::WAFv2::WebACL').Properties.Rules).toHaveLength(1);
    expect(limitOf(edge)).toBe('2000');
    const { read: narrow } = synthesize({
      ...hosts,
      edge: { cloudFront: true, requestsPerFiveMinutes: 300 },
    });
    expect(limitOf(narrow)).toBe('300');
  });

  it('are refused in every region but one, by the command and by the template', () => {
    const settings = { edge: { cloudFront: true, requestsPerFiveMinutes: 2_000 } };
    expect(() => refuseOtherRegion(settings, 'eu-west-1')).toThrow(
      /us-east-1 only, and this deploys to eu-west-1/,
    );
    expect(() => refuseOtherRegion(settings, 'us-east-1')).not.toThrow();
    expect(() => refuseOtherRegion(settings, undefined)).not.toThrow();
    expect(() =>
      refuseOtherRegion({ edge: { ...settings.edge, cloudFront: false } }, 'eu-west-1'),
    ).not.toThrow();
    const { Rules } = template.toJSON() as { readonly Rules: Readonly<Record<string, unknown>> };
    expect(JSON.stringify(Rules)).toContain('{"Fn::Equals":[{"Ref":"AWS::Region"},"us-east-1"]}');
  });
});
