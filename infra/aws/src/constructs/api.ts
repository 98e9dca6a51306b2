import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  type CfnStage,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { FunctionName } from '../functions.ts';
import type { Installation } from '../installation.ts';
import { type ApiRoute, apiRoutes, defaultFunction } from '../routes.ts';
import { type Accounts, issuerOf } from './accounts.ts';

/** What is logged of each request. Queries and headers hold secrets and are not. */
const LOGGED = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  method: '$context.httpMethod',
  path: '$context.path',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  milliseconds: '$context.responseLatency',
  functionMilliseconds: '$context.integrationLatency',
  error: '$context.error.message',
  authoriserError: '$context.authorizer.error',
};

interface ApiProps {
  installation: Installation;
  accounts: Accounts;
  functions: ReadonlyMap<FunctionName, LambdaFunction>;
}

/** The HTTP API: each route leads to its function; what needs an account needs a token of the pool. */
export class Api extends Construct {
  readonly api: HttpApi;
  /** Host name that CloudFront asks. */
  readonly host: string;

  constructor(scope: Construct, id: string, props: ApiProps) {
    super(scope, id);
    const { installation, accounts } = props;
    this.api = new HttpApi(this, 'Http', {
      apiName: installation.name,
      description: 'Madrigal: requests of the web app and of other programs',
      createDefaultStage: false,
    });
    const jwt =
      installation.accounts === 'cognito'
        ? new HttpJwtAuthorizer('Tokens', issuerOf(accounts.pool), {
            jwtAudience: [accounts.client.userPoolClientId],
          })
        : null;
    this.#addStage(installation);
    this.#addRoutes(apiRoutes(), props.functions, jwt);
    this.host = `${this.api.apiId}.execute-api.${Stack.of(this).region}.amazonaws.com`;
    new CfnOutput(this, 'Address', { value: `https://${this.host}` });
  }

  #addRoutes(
    routes: readonly ApiRoute[],
    functions: ApiProps['functions'],
    jwt: IHttpRouteAuthorizer | null,
  ): void {
    const integrations = new Map(
      [...functions].map(([name, fn]) => [
        name,
        // One permission for all routes of the API: one for each would not fit into a policy.
        new HttpLambdaIntegration(name, fn, { scopePermissionToRoute: false }),
      ]),
    );
    const integrationOf = (name: FunctionName) => {
      const found = integrations.get(name);
      if (!found) throw new Error(`There is no function ${name}.`);
      return found;
    };
    for (const route of routes) {
      this.api.addRoutes({
        path: route.path,
        methods: [HttpMethod[route.method]],
        integration: integrationOf(route.function),
        authorizer: route.needsToken && jwt ? jwt : new HttpNoneAuthorizer(),
      });
    }
    this.api.addRoutes({ path: '/{proxy+}', integration: integrationOf(defaultFunction) });
  }

  #addStage({ name, logDays, throttle }: Installation): void {
    const log = new LogGroup(this, 'AccessLog', {
      logGroupName: `/aws/apigateway/${name}`,
      retention: logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const stage = this.api.addStage('Stage', {
      stageName: '$default',
      autoDeploy: true,
      detailedMetricsEnabled: true,
      throttle: { rateLimit: throttle.perSecond, burstLimit: throttle.burst },
    });
    (stage.node.defaultChild as CfnStage).accessLogSettings = {
      destinationArn: log.logGroupArn,
      format: JSON.stringify(LOGGED),
    };
  }

  /** Answers of 5xx in five minutes. */
  errors() {
    return this.api.metricServerError({ period: Duration.minutes(5), statistic: 'sum' });
  }
}
