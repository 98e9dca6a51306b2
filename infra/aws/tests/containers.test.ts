import { describe, expect, it } from 'vitest';
import { serviceEntries, workerEntries } from '../src/services.ts';
import { synthesise } from './template.ts';

const { ofType } = synthesise('containers');
const tasks = ofType('AWS::ECS::TaskDefinition').map(({ Properties }) => Properties);
const services = ofType('AWS::ECS::Service').map(({ Properties }) => Properties);

describe('services', () => {
  it('are the gateway, every service and every worker', () => {
    const names = [
      'gateway',
      ...serviceEntries.map(([name]) => name),
      ...workerEntries.map(([name]) => `worker-${name}`),
    ];
    expect(services.map(({ ServiceName }) => ServiceName).toSorted()).toEqual(
      names.map((name) => `music-${name}`).toSorted(),
    );
  });

  it.each(tasks.map((task) => [task.Family, task] as const))(
    '%s talks on port 80, cannot write to its image, and stops in its own time',
    (_, task) => {
      const main = task.ContainerDefinitions.find(({ Name }: { Name: string }) => Name === 'main');
      expect(main.PortMappings).toMatchObject([{ ContainerPort: 80, Protocol: 'tcp' }]);
      expect(main.ReadonlyRootFilesystem).toBe(true);
      expect(main.StopTimeout).toBe(120);
      expect(main.HealthCheck.Command[0]).toBe('CMD');
      expect(main.LogConfiguration.LogDriver).toBe('awslogs');
    },
  );

  it('are in private subnets, without an address of the world', () => {
    for (const { NetworkConfiguration } of services) {
      expect(NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp).toBe('DISABLED');
      expect(JSON.stringify(NetworkConfiguration)).not.toMatch(/publicSubnet/i);
    }
  });

  it('keep in DynamoDB how far slideshows are, which changes every second', () => {
    const names = ofType('AWS::DynamoDB::GlobalTable').map(
      ({ Properties }) => Properties.TableName,
    );
    expect(names).toEqual(['music-slideshows']);
    for (const { Family, ContainerDefinitions } of tasks) {
      if (Family === 'music-gateway') continue;
      for (const { Environment } of ContainerDefinitions) {
        expect(Environment, Family).toContainEqual({ Name: 'SLIDESHOWS', Value: 'dynamodb' });
      }
    }
  });

  it('bring the database up to date before they start', () => {
    const first = tasks.filter(({ ContainerDefinitions }) => ContainerDefinitions.length > 1);
    expect(first).toHaveLength(serviceEntries.length - 1 + workerEntries.length);
    for (const { ContainerDefinitions } of first) {
      const main = ContainerDefinitions.find(({ Name }: { Name: string }) => Name === 'main');
      expect(main.DependsOn).toEqual([{ Condition: 'SUCCESS', ContainerName: 'first' }]);
    }
  });

  it('scale by the load of their processors', () => {
    const targets = ofType('AWS::ApplicationAutoScaling::ScalingPolicy').filter(
      ({ Properties }) => Properties.PolicyType === 'TargetTrackingScaling',
    );
    expect(targets).toHaveLength(serviceEntries.length + 1);
    for (const { Properties } of targets) {
      expect(Properties.TargetTrackingScalingPolicyConfiguration).toMatchObject({
        PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        TargetValue: 70,
      });
    }
  });

  it('find each other in a private zone', () => {
    expect(ofType('AWS::ServiceDiscovery::PrivateDnsNamespace')[0]?.Properties.Name).toBe(
      'music.internal',
    );
    const names = ofType('AWS::ServiceDiscovery::Service').map(({ Properties }) => Properties.Name);
    expect(names.toSorted()).toEqual(serviceEntries.map(([name]) => name).toSorted());
  });
});

describe('the load balancer', () => {
  it('takes TLS alone and sends everybody else there', () => {
    const listeners = ofType('AWS::ElasticLoadBalancingV2::Listener').map(
      ({ Properties }) => Properties,
    );
    expect(listeners.map(({ Port }) => Port).toSorted()).toEqual([443, 80]);
    const https = listeners.find(({ Port }) => Port === 443);
    expect(https).toMatchObject({ Protocol: 'HTTPS' });
    expect(https.SslPolicy).toMatch(/TLS13/);
    expect(https.Certificates).toHaveLength(1);
    const http = listeners.find(({ Port }) => Port === 80);
    expect(http.DefaultActions).toMatchObject([
      {
        RedirectConfig: { Port: '443', Protocol: 'HTTPS', StatusCode: 'HTTP_301' },
        Type: 'redirect',
      },
    ]);
  });

  it('sends bytes to the edge, past the gateway', () => {
    const [rule] = ofType('AWS::ElasticLoadBalancingV2::ListenerRule');
    expect(rule?.Properties.Conditions).toEqual([
      { Field: 'path-pattern', PathPatternConfig: { Values: ['/cdn/*'] } },
    ]);
    expect(JSON.stringify(rule?.Properties.Actions)).toContain('EdgeGroup');
  });

  it('is all that the world reaches', () => {
    const open = ofType('AWS::EC2::SecurityGroup').filter(({ Properties }) =>
      JSON.stringify(Properties.SecurityGroupIngress ?? []).includes('0.0.0.0/0'),
    );
    expect(open.map(({ id }) => id)).toEqual([expect.stringMatching(/^BalancerAccess/)]);
    const openRules = ofType('AWS::EC2::SecurityGroupIngress').filter(
      ({ Properties }) => Properties.CidrIp === '0.0.0.0/0',
    );
    expect(openRules).toEqual([]);
  });
});

describe('by settings', () => {
  it('the database has a standby and its backups stay longer', () => {
    const large = synthesise('containers', {
      database: { instance: 'm8g.large', multiAz: true, backupDays: 30 },
    });
    expect(large.ofType('AWS::RDS::DBInstance')[0]?.Properties).toMatchObject({
      MultiAZ: true,
      BackupRetentionPeriod: 30,
      DBInstanceClass: 'db.m8g.large',
    });
    expect(large.ofType('AWS::EC2::NatGateway')).toHaveLength(2);
  });

  it('nothing is kept, for trying things out', () => {
    const tried = synthesise('containers', { keepData: false });
    const kept = tried
      .ofType('AWS::S3::Bucket')
      .filter(({ DeletionPolicy }) => DeletionPolicy !== 'Delete');
    expect(kept).toEqual([]);
  });
});
