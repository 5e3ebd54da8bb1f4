using Bridges.Engines.Json;
using Bridges.ModuleKit.Compliance;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests;

public sealed class WhatsAppReceivingTests : ReceivingCompliance
{
    protected override async Task<ComplianceBed> StartAsync() => await WhatsAppBed.StartAsync();
}

public sealed class WhatsAppSendingTests : SendingCompliance
{
    protected override async Task<ComplianceBed> StartAsync() => await WhatsAppBed.StartAsync();
}

public sealed class WhatsAppChangesTests : ChangesCompliance
{
    protected override async Task<ComplianceBed> StartAsync() => await WhatsAppBed.StartAsync();
}

public sealed class WhatsAppLifeTests : LifeCompliance
{
    protected override async Task<ComplianceBed> StartAsync() => await WhatsAppBed.StartAsync();
}

public sealed class WhatsAppLoginTests : LoginCompliance
{
    protected override async Task<ComplianceBed> StartAsync() => await WhatsAppBed.StartAsync();
}

public sealed class WhatsAppMediaTests : MediaCompliance
{
    protected override async Task<ComplianceBed> StartAsync() => await WhatsAppBed.StartAsync();

    protected override async Task<byte[]> FriendSendsFileAsync(ComplianceBed bed, string name, int size)
    {
        var whatsApp = (WhatsAppBed)bed;
        var bytes = Enumerable.Range(0, size).Select(position => (byte)(position * 7)).ToArray();
        await whatsApp.Simulation.DoAsync("sendMedia", new
        {
            from = whatsApp.Alice.Number, to = whatsApp.Me.Number, type = "document", part = "documentMessage",
            bytes = new { base64 = Convert.ToBase64String(bytes) }, fields = new { mimetype = "application/octet-stream", fileName = name },
        });
        return bytes;
    }

    protected override async Task<byte[]> FriendHasReceivedFileAsync(ComplianceBed bed)
    {
        var whatsApp = (WhatsAppBed)bed;
        var received = (await whatsApp.Simulation.InboxAsync(whatsApp.Alice))
            .Select(message => message.GetProperty("message").Object("documentMessage")).Last(document => document is not null)!.Value;
        var file = await whatsApp.Simulation.DoAsync("file", new { path = received.Text("directPath"), type = "document", key = new { base64 = received.Text("mediaKey") } });
        return Convert.FromBase64String(file.GetString()!);
    }
}
