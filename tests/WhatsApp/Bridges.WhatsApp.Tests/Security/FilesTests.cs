using System.Net;
using System.Net.Sockets;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.TestBeds;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Security;

/// <summary>Where files come from, and that they are what their sender says.</summary>
public sealed class FilesTests(LinkedFixture linked) : IClassFixture<LinkedFixture>, IDisposable
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 100_000).Select(static number => (byte)number)];

    private readonly TempFolder _folder = TempFolder.Create("whatsapp-files");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WhatsAppBed Bed => linked.Bed;

    public void Dispose() => _folder.Dispose();

    /// <summary>The host takes files of one hash for one file: a false hash would put one in the other's place.</summary>
    [Fact]
    public async Task A_file_that_is_not_what_its_hash_says_is_refused()
    {
        await AssertDamagedAsync(new { mimetype = "image/jpeg", fileSha256 = new { base64 = Convert.ToBase64String(new byte[32]) } });
    }

    [Fact]
    public async Task A_file_under_another_key_is_refused()
    {
        await AssertDamagedAsync(new { mimetype = "image/jpeg", mediaKey = new { base64 = Convert.ToBase64String(new byte[32]) } });
    }

    [Theory]
    [InlineData("url", "https://127.0.0.1:{0}/file")]
    [InlineData("url", "https://127.0.0.1:{0}/mmg.whatsapp.net")]
    [InlineData("directPath", "@127.0.0.1:{0}/file")]
    [InlineData("directPath", ".whatsapp.example:{0}/file")]
    public async Task A_message_cannot_make_the_engine_ask_another_machine(string field, string address)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var named = address.Replace("{0}", $"{((IPEndPoint)listener.LocalEndpoint).Port}", StringComparison.Ordinal);
        var message = await SendAsync(field == "url" ? new { mimetype = "image/jpeg", directPath = (string?)null, url = named } : new { mimetype = "image/jpeg", directPath = (string?)named, url = "" });

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => FetchAsync(message));

        Assert.Equal((FailureKind.Permanent, "The message does not say where its file is."), (refusal.Kind, refusal.Message));
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_midst_of_a_file_costs_neither_the_file_nor_the_engine()
    {
        var message = await SendAsync(new { mimetype = "image/jpeg" });
        var engine = Bed.Network.EngineStatus.ProcessId;
        await Bed.Simulation.DoAsync("breakFiles", new { breaking = true });

        await Assert.ThrowsAsync<BridgeException>(() => FetchAsync(message));

        await Bed.Simulation.DoAsync("breakFiles");
        Assert.Equal(Bytes, await FetchAsync(message));
        Assert.Equal(engine, Bed.Network.EngineStatus.ProcessId);
    }

    /// <summary>It is public there, and so not encrypted.</summary>
    [Fact]
    public async Task A_picture_in_a_channel_has_its_bytes()
    {
        await Bed.Simulation.DoAsync("post", new
        {
            channel = "120363333333333333@newsletter", text = "look", picture = new { base64 = Convert.ToBase64String(Bytes) }, serverId = "7", followers = new[] { Bed.Me.Number },
        });
        var message = await linked.Host.Events.FirstAsync<RemoteMessage>(told => told.Parts[0].Content is ImageContent { Caption.Text: "look" });

        Assert.Equal(Bytes, await FetchAsync(message));
    }

    private async Task AssertDamagedAsync(object fields)
    {
        var refusal = await Assert.ThrowsAsync<BridgeException>(async () => await FetchAsync(await SendAsync(fields)));

        Assert.Equal((FailureKind.Permanent, "The file is damaged: it is not what its sender says it is."), (refusal.Kind, refusal.Message));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    private async Task<RemoteMessage> SendAsync(object fields)
    {
        var id = (await Bed.Simulation.DoAsync("sendMedia", new
        {
            from = Bed.Alice.Number, to = Bed.Me.Number, type = "image", part = "imageMessage", bytes = new { base64 = Convert.ToBase64String(Bytes) }, fields,
        })).Text("id");
        return await linked.Host.Events.FirstAsync<RemoteMessage>(told => told.Id.Value == id);
    }

    private async Task<byte[]> FetchAsync(RemoteMessage message)
    {
        var path = _folder.Combine("file");
        var file = ((ImageContent)message.Parts[0].Content).File;
        await linked.Account.FetchMediaAsync(new MediaFetch(message.Chat, message.Id, "", file.Reference!, path, 1 << 20), new Progress<long>(), Cancellation);
        return await File.ReadAllBytesAsync(path, Cancellation);
    }
}
