import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  InstanceType,
  type ISecurityGroup,
  type IVpc,
  Port,
  SecurityGroup,
  SubnetType,
} from 'aws-cdk-lib/aws-ec2';
import {
  CaCertificate,
  Credentials,
  DatabaseInstance,
  DatabaseInstanceEngine,
  ParameterGroup,
  PostgresEngineVersion,
  StorageType,
} from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Installation } from '../installation.ts';

export const PORT = 5432;

interface DatabaseProps {
  vpc: IVpc;
  password: ISecret;
}

/** PostgreSQL on RDS: encrypted, backed up every day, in subnets that lead nowhere, by TLS alone. */
export class Database extends Construct {
  readonly instance: DatabaseInstance;
  readonly securityGroup: SecurityGroup;

  constructor(
    scope: Construct,
    id: string,
    installation: Installation,
    { vpc, password }: DatabaseProps,
  ) {
    super(scope, id);
    const { keepData, database, name } = installation;
    this.securityGroup = new SecurityGroup(this, 'Access', {
      vpc,
      description: 'PostgreSQL of Madrigal',
      allowAllOutbound: false,
    });
    const engine = DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_18 });
    this.instance = new DatabaseInstance(this, 'Instance', {
      instanceIdentifier: name,
      engine,
      instanceType: new InstanceType(database.instance),
      vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      securityGroups: [this.securityGroup],
      databaseName: 'madrigal',
      credentials: Credentials.fromPassword('madrigal', password.secretValue),
      multiAz: database.multiAz,
      allocatedStorage: database.gib,
      maxAllocatedStorage: database.gib * 4,
      storageType: StorageType.GP3,
      storageEncrypted: true,
      caCertificate: CaCertificate.RDS_CA_RSA2048_G1,
      backupRetention: Duration.days(database.backupDays),
      copyTagsToSnapshot: true,
      autoMinorVersionUpgrade: true,
      deletionProtection: keepData,
      removalPolicy: keepData ? RemovalPolicy.SNAPSHOT : RemovalPolicy.DESTROY,
      cloudwatchLogsExports: ['postgresql'],
      parameterGroup: new ParameterGroup(this, 'Parameters', {
        engine,
        parameters: { 'rds.force_ssl': '1', log_min_duration_statement: '1000' },
      }),
    });
  }

  /** Lets members of a group ask the database. */
  letIn(who: ISecurityGroup, name: string): void {
    this.securityGroup.addIngressRule(who, Port.tcp(PORT), `${name} ask the database`);
    who.addEgressRule(this.securityGroup, Port.tcp(PORT), 'The database');
  }
}
