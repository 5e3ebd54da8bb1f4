using System.Security.Cryptography;
using System.Text.Json;
using Bridges.Core;
using Bridges.TestBeds.Host;
using Bridges.WhatsApp.EndToEnd.Tests.Beds;

namespace Bridges.WhatsApp.EndToEnd.Tests.KillPoints;

/// <summary>The host is killed at a checkpoint, and started again: what passed it is on the other side once, as phones and clients show it.</summary>
public abstract class KillPointTest(WhatsAppTalkOn talk) : IDisposable
{
    private int _words;

    protected WhatsAppStage Stage => talk.Stage;

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(Stage.Logs);
        }
    }

    protected async Task TextFromMatrixAsync(Checkpoint point)
    {
        var text = Words("from Matrix");
        await DieAsync(point, () => Stage.Alice.SendTextAsync(talk.Room, text));

        await OnPhoneOnceAsync(received => TextOf(received) == text);
    }

    protected async Task TextFromWhatsAppAsync(Checkpoint point)
    {
        var text = Words("from WhatsApp");
        await DieAsync(point, () => Stage.SayAsync(Stage.Bob, new { conversation = text }));

        await Stage.SeeAsync(seen => seen.Body == text);
        await SettleAsync();
        Assert.Single(await Stage.Alice.MessagesAsync(talk.Room), seen => seen.Body == text);
    }

    /// <summary>Somebody new begins a chat: it has one room.</summary>
    protected async Task FirstTextAsync(Checkpoint point)
    {
        var (text, carol) = (Words("a first word"), await Stage.WhatsApp.PersonAsync("Carol"));
        await DieAsync(point, () => Stage.SayAsync(carol, new { conversation = text }));

        var seen = await Stage.SeeAsync(seen => seen.Body == text);
        await SettleAsync();
        await Stage.Alice.SendTextAsync(seen.RoomId, $"answer to {text}");
        await Stage.WhatsApp.ReceivesAsync(carol, received => TextOf(received) == $"answer to {text}");
        Assert.Single(await Stage.Alice.MessagesAsync(seen.RoomId), message => message.Body == text);
        Assert.Equal([seen.RoomId], Stage.Alice.Seen.Where(other => other.Body == text).Select(other => other.RoomId).Distinct(StringComparer.Ordinal));
    }

    /// <summary>What WhatsApp knows by an id that follows from the Matrix event: a repeat of it has the same.</summary>
    protected async Task ChangeAsync(Checkpoint point, string change)
    {
        var said = await Stage.Alice.SendTextAsync(talk.Room, Words("to be changed"));
        await SettleAsync();

        await DieAsync(point, () => change switch
        {
            "edit" => Stage.Alice.EditAsync(talk.Room, said, "changed"),
            "deletion" => Stage.Alice.RedactAsync(talk.Room, said),
            _ => Stage.Alice.ReactAsync(talk.Room, said, "🎈"),
        });

        var id = (await Stage.WhatsApp.InboxAsync(Stage.Bob)).Last(received => TextOf(received)?.StartsWith("to be changed", StringComparison.Ordinal) == true).GetProperty("id").GetString();
        await OnPhoneOnceAsync(received => TargetOf(received) == id);
    }

    protected async Task FileFromWhatsAppAsync(Checkpoint point)
    {
        var (bytes, name) = (RandomNumberGenerator.GetBytes(300_000), $"{Words("paper")}.pdf");
        await DieAsync(point, () => Stage.WhatsApp.DoAsync("sendMedia", new
        {
            from = Stage.Bob.Number, to = Stage.Me.Number, type = "document", part = "documentMessage", bytes = new { base64 = Convert.ToBase64String(bytes) },
            fields = new { mimetype = "application/pdf", fileName = name },
        }));

        var seen = await Stage.SeeAsync(seen => seen.Body == name);
        Assert.Equal(bytes, await Stage.Alice.DownloadAsync(seen.Content.GetProperty("url").GetString()!));
        await SettleAsync();
        Assert.Single(await Stage.Alice.MessagesAsync(talk.Room), message => message.Body == name);
    }

    protected async Task FileFromMatrixAsync(Checkpoint point)
    {
        var (bytes, name) = (RandomNumberGenerator.GetBytes(300_000), $"{Words("answer")}.pdf");
        var url = await Stage.Alice.UploadAsync(bytes, "application/pdf", name);
        await DieAsync(point, () => Stage.Alice.SendAsync(
            talk.Room, "m.room.message", new { msgtype = "m.file", body = name, filename = name, url, info = new { size = bytes.Length, mimetype = "application/pdf" } }));

        var received = await OnPhoneOnceAsync(received => Document(received)?.GetProperty("fileName").GetString() == name);
        var file = Document(received)!.Value;
        var opened = await Stage.WhatsApp.DoAsync(
            "file", new { path = file.GetProperty("directPath").GetString(), type = "document", key = new { base64 = file.GetProperty("mediaKey").GetString() } });
        Assert.Equal(bytes, Convert.FromBase64String(opened.GetString()!));
    }

    /// <summary>Afterwards somebody is logged in or not, as the database has it, and can go on.</summary>
    protected async Task LoginAsync(Checkpoint point)
    {
        var carol = await Stage.WhatsApp.PersonAsync("Carol");
        var (user, room) = await Stage.RegisterAsync($"carol{carol.Number}");
        await using var _ = user;
        await DieAsync(point, () => Stage.LinkAsync(user, room, carol));

        if (point == Checkpoint.LoginKept)
        {
            await Stage.AskAsync(user, room, "list-logins", carol.Number);
        }
        else
        {
            await Stage.AskAsync(user, room, "list-logins", "not logged in");
            await Stage.LogInAsync(user, room, carol);
        }

        var text = Words("welcome");
        await Stage.WhatsApp.DoAsync("send", new { from = Stage.Bob.Number, to = carol.Number, message = new { conversation = text } });
        var seen = await user.WaitForEventAsync(seen => seen.Body == text, WhatsAppStage.Patience);
        await user.SendTextAsync(seen.RoomId, $"answer to {text}");
        await Stage.WhatsApp.ReceivesAsync(Stage.Bob, received => TextOf(received) == $"answer to {text}");
    }

    private async Task DieAsync(Checkpoint point, Func<Task> happen)
    {
        var death = new DeathAtCheckpoint(Stage.Host, () => Stage.Alice.SendAsync(Stage.Management, "test.nudge", new { }), WhatsAppStage.Patience);
        await death.EnsureLifeAsync();
        await death.ArmAsync(point);
        await happen();
        await death.WaitAsync();
        await death.ReviveAsync();
    }

    /// <summary>Phones do not show a second message of the same id.</summary>
    private async Task<JsonElement> OnPhoneOnceAsync(Func<JsonElement, bool> fits)
    {
        await Stage.WhatsApp.ReceivesAsync(Stage.Bob, fits);
        await SettleAsync();
        return Assert.Single((await Stage.WhatsApp.InboxAsync(Stage.Bob)).Where(fits).DistinctBy(received => received.GetProperty("id").GetString()));
    }

    /// <summary>One more message each way: what came before them has arrived, or never will.</summary>
    private async Task SettleAsync()
    {
        var (there, here) = (Words("afterwards"), Words("after that"));
        await Stage.SayAsync(Stage.Bob, new { conversation = there });
        await Stage.SeeAsync(seen => seen.Body == there);
        await Stage.Alice.SendTextAsync(talk.Room, here);
        await Stage.WhatsApp.ReceivesAsync(Stage.Bob, received => TextOf(received) == here);
    }

    private string Words(string words) => $"{words} {GetType().Name} {Interlocked.Increment(ref _words)} {Guid.NewGuid():N}";

    private static string? TextOf(JsonElement received) =>
        received.GetProperty("message").TryGetProperty("extendedTextMessage", out var text) ? text.GetProperty("text").GetString() : null;

    /// <summary>The message that an edit, a deletion or a reaction is about.</summary>
    private static string? TargetOf(JsonElement received)
    {
        var message = received.GetProperty("message");
        return message.TryGetProperty("protocolMessage", out var change) || message.TryGetProperty("reactionMessage", out change) ? change.GetProperty("key").GetProperty("id").GetString() : null;
    }

    private static JsonElement? Document(JsonElement received) => received.GetProperty("message").TryGetProperty("documentMessage", out var document) ? document : null;
}
