using Bridges.ModuleKit.Compliance;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Tests.Compliance;

public sealed class TelegramReceivingTests : ReceivingCompliance
{
    protected override Task<ComplianceBed> StartAsync() => TelegramComplianceBed.StartAsync();
}

public sealed class TelegramSendingTests : SendingCompliance
{
    protected override Task<ComplianceBed> StartAsync() => TelegramComplianceBed.StartAsync();
}

public sealed class TelegramChangesTests : ChangesCompliance
{
    protected override Task<ComplianceBed> StartAsync() => TelegramComplianceBed.StartAsync();
}

public sealed class TelegramLifeTests : LifeCompliance
{
    protected override Task<ComplianceBed> StartAsync() => TelegramComplianceBed.StartAsync();
}

public sealed class TelegramLoginTests : LoginCompliance
{
    protected override Task<ComplianceBed> StartAsync() => TelegramComplianceBed.StartAsync();
}

public sealed class TelegramMediaTests : MediaCompliance
{
    protected override Task<ComplianceBed> StartAsync() => TelegramComplianceBed.StartAsync();

    protected override Task<byte[]> FriendSendsFileAsync(ComplianceBed bed, string name, int size)
    {
        var content = FileContent.Pattern(size);
        var telegram = (TelegramComplianceBed)bed;
        telegram.Friend.SendMedia(telegram.PrivateChat, new Media.File(name, "application/octet-stream", size) { Content = content });
        return Task.FromResult(content.ReadAll());
    }

    protected override Task<byte[]> FriendHasReceivedFileAsync(ComplianceBed bed)
    {
        var file = Assert.IsType<Media.File>(((TelegramComplianceBed)bed).PrivateChat.Messages[^1].Media);
        Assert.Equal("answer.bin", file.Name);
        return Task.FromResult(file.Content!.ReadAll());
    }
}
