using Bridges.ModuleKit.Compliance;

namespace MyNetwork.Tests;

public sealed class MyNetworkReceivingTests : ReceivingCompliance
{
    protected override Task<ComplianceBed> StartAsync() => Task.FromResult<ComplianceBed>(new MyNetworkBed());
}

public sealed class MyNetworkSendingTests : SendingCompliance
{
    protected override Task<ComplianceBed> StartAsync() => Task.FromResult<ComplianceBed>(new MyNetworkBed());
}

public sealed class MyNetworkChangesTests : ChangesCompliance
{
    protected override Task<ComplianceBed> StartAsync() => Task.FromResult<ComplianceBed>(new MyNetworkBed());
}

public sealed class MyNetworkLifeTests : LifeCompliance
{
    protected override Task<ComplianceBed> StartAsync() => Task.FromResult<ComplianceBed>(new MyNetworkBed());
}

public sealed class MyNetworkLoginTests : LoginCompliance
{
    protected override Task<ComplianceBed> StartAsync() => Task.FromResult<ComplianceBed>(new MyNetworkBed());
}
