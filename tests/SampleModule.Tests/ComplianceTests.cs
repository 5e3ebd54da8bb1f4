using Bridges.Abstractions;
using Bridges.ModuleKit.Compliance;

namespace Bridges.SampleModule.Tests;

public sealed class SampleReceivingTests : ReceivingCompliance
{
    protected override Task<ComplianceBed> StartAsync() => Task.FromResult<ComplianceBed>(new SampleBed());
}

public sealed class SampleSendingTests : SendingCompliance
{
    protected override Task<ComplianceBed> StartAsync() => Task.FromResult<ComplianceBed>(new SampleBed());
}

public sealed class SampleChangesTests : ChangesCompliance
{
    protected override Task<ComplianceBed> StartAsync() => Task.FromResult<ComplianceBed>(new SampleBed());
}

public sealed class SampleLifeTests : LifeCompliance
{
    protected override Task<ComplianceBed> StartAsync() => Task.FromResult<ComplianceBed>(new SampleBed());
}

public sealed class SampleLoginTests : LoginCompliance
{
    protected override Task<ComplianceBed> StartAsync() => Task.FromResult<ComplianceBed>(new SampleBed());
}

public sealed class SampleMediaTests : MediaCompliance
{
    protected override Task<ComplianceBed> StartAsync() => Task.FromResult<ComplianceBed>(new SampleBed());

    protected override async Task<byte[]> FriendSendsFileAsync(ComplianceBed bed, string name, int size)
    {
        await ((SampleBed)bed).Friend.SayAsync(bed.Chat, new FileContent(SampleFiles.Handle(name, "application/octet-stream", size)));
        return [.. Enumerable.Range(0, size).Select(position => SampleFiles.ByteAt(position))];
    }

    protected override Task<byte[]> FriendHasReceivedFileAsync(ComplianceBed bed) =>
        Task.FromResult(((SampleBed)bed).Friend.Received.Last(message => message.File is not null).File!);
}
