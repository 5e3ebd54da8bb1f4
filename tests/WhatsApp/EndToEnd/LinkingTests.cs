using Bridges.TestBeds.Users;
using Bridges.WhatsApp.Bed;
using Bridges.WhatsApp.EndToEnd.Tests.Beds;

namespace Bridges.WhatsApp.EndToEnd.Tests;

/// <summary>A login in Element, and the history that the phone hands over with it.</summary>
public sealed class LinkingTests : IAsyncLifetime
{
    private const int Chats = 3;
    private const int Messages = 5;

    private readonly WhatsAppStage _stage = new() { CodeTime = TimeSpan.FromSeconds(10) };
    private readonly List<string> _newest = [];

    public async ValueTask InitializeAsync()
    {
        await _stage.InitializeAsync();
        var conversations = new List<object>();
        for (var chat = 0; chat < Chats; chat++)
        {
            var person = await _stage.WhatsApp.PersonAsync($"Friend {chat}");
            var begin = 1_700_000_000 + (chat * 1000);
            _newest.Insert(0, $"chat {chat} message {Messages}");
            conversations.Add(new
            {
                id = $"{person.Lid}@lid", conversationTimestamp = begin + Messages,
                messages = Enumerable.Range(1, Messages).Reverse().Select(number => Past(chat, person, number, begin)).ToList(),
            });
        }

        await _stage.WhatsApp.DoAsync("history", new { number = _stage.Me.Number, conversations });
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task A_code_is_one_message_that_changes_and_the_past_comes_in_order_with_its_times()
    {
        await _stage.AskAsync("login whatsapp qr", "scan this code");
        var first = await _stage.SeeAsync(seen => IsCode(seen) && Replaced(seen) is null);
        var second = await _stage.SeeAsync(seen => IsCode(seen) && Replaced(seen) is not null);
        Assert.Equal(first.EventId, Replaced(second));
        var (before, after) = (await PictureAsync(first), await PictureAsync(second));
        Assert.NotEqual(before, after);
        await _stage.AskAsync("cancel", "");
        await _stage.SeeAsync(seen => seen.Type == "m.room.redaction" && seen.RoomId == _stage.Management);

        await _stage.LogInAsync();

        foreach (var newest in _newest)
        {
            var last = await _stage.SeeAsync(seen => seen.Body == newest);
            var texts = (await _stage.Alice.MessagesAsync(last.RoomId)).Select(message => message.Body).Where(body => body?.StartsWith("chat ", StringComparison.Ordinal) == true).ToList();
            Assert.Equal(Enumerable.Range(1, Messages).Select(number => $"{newest[..^1]}{number}"), texts);
        }
    }

    private static object Past(int chat, WhatsAppPerson person, int number, int begin) => new
    {
        message = new
        {
            key = new { remoteJid = $"{person.Lid}@lid", fromMe = false, id = $"PAST{chat}-{number}" },
            message = new { conversation = $"chat {chat} message {number}" }, messageTimestamp = begin + number,
        },
    };

    private async Task<string> PictureAsync(MatrixEvent shown) =>
        Convert.ToHexString(await _stage.Alice.DownloadAsync(shown.Content.GetProperty("url").GetString()!));

    private bool IsCode(MatrixEvent seen) => seen.RoomId == _stage.Management && seen.Content.TryGetProperty("msgtype", out var kind) && kind.GetString() == "m.image";

    private static string? Replaced(MatrixEvent seen) =>
        seen.Content.TryGetProperty("m.relates_to", out var relation) ? relation.GetProperty("event_id").GetString() : null;
}
