using System.Security.Cryptography;
using Bridges.ModuleKit.Compliance;
using Bridges.Signal.Tests.Beds;

namespace Bridges.Signal.Tests.Compliance;

public sealed class SignalReceivingTests(SharedSignal shared) : ReceivingCompliance
{
    protected override Task<ComplianceBed> StartAsync() => SignalComplianceBed.StartAsync(shared.Signal);
}

public sealed class SignalSendingTests(SharedSignal shared) : SendingCompliance
{
    protected override Task<ComplianceBed> StartAsync() => SignalComplianceBed.StartAsync(shared.Signal);
}

public sealed class SignalChangesTests(SharedSignal shared) : ChangesCompliance
{
    protected override Task<ComplianceBed> StartAsync() => SignalComplianceBed.StartAsync(shared.Signal);
}

public sealed class SignalLifeTests(SharedSignal shared) : LifeCompliance
{
    protected override Task<ComplianceBed> StartAsync() => SignalComplianceBed.StartAsync(shared.Signal);
}

public sealed class SignalLoginTests(SharedSignal shared) : LoginCompliance
{
    protected override Task<ComplianceBed> StartAsync() => SignalComplianceBed.StartAsync(shared.Signal);
}

public sealed class SignalMediaTests(SharedSignal shared) : MediaCompliance
{
    protected override Task<ComplianceBed> StartAsync() => SignalComplianceBed.StartAsync(shared.Signal);

    protected override async Task<byte[]> FriendSendsFileAsync(ComplianceBed bed, string name, int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        await ((SignalComplianceBed)bed).SendFileAsync(name, bytes);
        return bytes;
    }

    protected override Task<byte[]> FriendHasReceivedFileAsync(ComplianceBed bed) => ((SignalComplianceBed)bed).NewestFileAsync();
}
