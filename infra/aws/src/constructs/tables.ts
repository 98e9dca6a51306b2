import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import {
  type TableName,
  tableDefinition,
} from '../../../../packages/adapters/src/database/dynamodb/tables.ts';
import type { Installation } from '../installation.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** Tables of DynamoDB as the product describes them: paid by use, restorable to any second of 35 days. */
export class Tables extends Construct {
  readonly all: readonly TableV2[];

  constructor(
    scope: Construct,
    id: string,
    { name, keepData }: Pick<Installation, 'name' | 'keepData'>,
    names: readonly TableName[],
  ) {
    super(scope, id);
    this.all = names.map((tableName) => {
      const definition = tableDefinition(tableName);
      return new TableV2(this, tableName, {
        tableName: `${name}-${tableName}`,
        partitionKey: text(definition.partitionKey),
        sortKey: text(definition.sortKey),
        timeToLiveAttribute: definition.timeToLive,
        billing: Billing.onDemand(),
        pointInTimeRecoverySpecification: {
          pointInTimeRecoveryEnabled: definition.pointInTimeRecovery,
        },
        globalSecondaryIndexes: definition.indexes.map((index) => ({
          indexName: index.name,
          partitionKey: text(index.partitionKey),
          sortKey: text(index.sortKey),
          projectionType: ProjectionType[index.projection],
        })),
        deletionProtection: keepData,
        removalPolicy: keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      });
    });
  }
}
