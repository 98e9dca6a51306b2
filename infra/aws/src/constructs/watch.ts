import { Duration, NestedStack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  Metric,
  SingleValueWidget,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Installation } from '../installation.ts';

const FIVE_MINUTES = Duration.minutes(5);

interface Watched {
  /** What is wrong, and what to do about it: whoever reads it was asleep a minute ago. */
  about: string;
  metric: IMetric;
  /** Wrong from here on. */
  from: number;
  /** Five minutes that it must have been wrong for. */
  periods?: number;
}

/**
 * Alarms that write to somebody, and the dashboard with what they look at: a stack within the stack, which
 * has room for 500 resources.
 */
export class Watch extends Construct {
  readonly topic: Topic;
  readonly #action: SnsAction;
  readonly #name: string;
  readonly #stack: NestedStack;

  constructor(
    scope: Construct,
    id: string,
    { name, alarmEmail }: Pick<Installation, 'name' | 'alarmEmail'>,
  ) {
    super(scope, id);
    this.#name = name;
    this.#stack = new NestedStack(this, 'Alarms', { description: `What is watched of ${name}` });
    this.topic = new Topic(this.#stack, 'Topic', { topicName: `${name}-alarms`, enforceSSL: true });
    this.topic.addSubscription(new EmailSubscription(alarmEmail));
    this.#action = new SnsAction(this.topic);
  }

  alarm(id: string, { about, metric, from, periods = 1 }: Watched): Alarm {
    const alarm = new Alarm(this.#stack, id, {
      alarmName: `${this.#name}-${id}`,
      alarmDescription: about,
      metric,
      threshold: from,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // Nothing happens, so nothing is measured.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(this.#action);
    alarm.addOkAction(this.#action);
    return alarm;
  }

  /** One row of graphs for each group, and what is wrong right now above them. */
  dashboard(rows: Readonly<Record<string, readonly IMetric[]>>, counted: readonly IMetric[]): void {
    const dashboard = new Dashboard(this.#stack, 'Dashboard', { dashboardName: this.#name });
    dashboard.addWidgets(
      new SingleValueWidget({ title: 'Dead letters', width: 24, metrics: [...counted] }),
    );
    for (const [title, metrics] of Object.entries(rows)) {
      dashboard.addWidgets(new GraphWidget({ title, width: 24, left: [...metrics] }));
    }
  }
}

/** A metric of AWS's own, every five minutes. */
export function metricOf(
  namespace: string,
  metricName: string,
  dimensionsMap: Record<string, string>,
  statistic = 'Sum',
  region?: string,
): Metric {
  return new Metric({
    namespace,
    metricName,
    dimensionsMap,
    statistic,
    period: FIVE_MINUTES,
    ...(region && { region }),
  });
}
