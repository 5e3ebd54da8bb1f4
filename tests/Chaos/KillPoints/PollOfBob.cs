using System.Text.Json;
using Bridges.Telegram.Simulator.World;
using Bridges.Telegram.Stage;
using Bridges.TestBeds.Users;

namespace Bridges.Chaos.Tests.KillPoints;

using Media = Bridges.Telegram.Simulator.World.Media;

/// <summary>A poll that Bob makes and Alice answers.</summary>
internal sealed class PollOfBob(KillPointStage stage, Exchange exchange)
{
    private const string Start = "org.matrix.msc3381.poll.start";

    private readonly string _question = Exchange.NewText();
    private Message? _poll;
    private MatrixEvent? _shown;

    public Task AskAsync()
    {
        _poll = exchange.Bob.SendMedia(exchange.Chat, new Media.Poll(_question, "yes", "no"));
        return Task.CompletedTask;
    }

    public async Task ArriveAsync() => _shown = await stage.Alice.WaitForEventAsync(seen => IsIt(seen), TelegramStage.Patience);

    public Task VoteAsync() => stage.Alice.SendAsync(exchange.Room, "org.matrix.msc3381.poll.response", new Dictionary<string, object>
    {
        ["m.relates_to"] = new { rel_type = "m.reference", event_id = _shown!.EventId },
        ["org.matrix.msc3381.poll.response"] = new { answers = new[] { FirstAnswer() } },
    });

    /// <summary>The poll stands once in the room, and Alice's answer once in the poll.</summary>
    public async Task CheckAsync(bool isVotedFor)
    {
        Assert.Single(await stage.Alice.TimelineAsync(exchange.Room), IsIt);
        var votes = _poll!.VotesOf(stage.AliceOnTelegram);
        Assert.Equal(isVotedFor ? [0] : [], votes);
    }

    private bool IsIt(MatrixEvent seen) => seen.Type == Start && JsonSerializer.Serialize(seen.Content).Contains(_question, StringComparison.Ordinal);

    private string FirstAnswer() => _shown!.Content.GetProperty(Start).GetProperty("answers")[0].GetProperty("id").GetString()!;
}
