using Bridges.Telegram.Simulator.World;
using Bridges.Telegram.Stage;

namespace Bridges.Chaos.Tests.KillPoints;

/// <summary>Reactions to what was said.</summary>
internal sealed partial class Exchange
{
    private const string Thumb = "\U0001F44D";

    /// <summary>Whoever did not write a message reacts to it.</summary>
    public async Task ReactAsync(Said said)
    {
        if (said.ByBob)
        {
            await stage.Alice.SendAsync(Room, "m.reaction", new Dictionary<string, object>
            {
                ["m.relates_to"] = new Dictionary<string, object> { ["rel_type"] = "m.annotation", ["event_id"] = said.EventId, ["key"] = Thumb },
            });
        }
        else
        {
            // Bob sees a message before TDLib hears that it was sent, and TDLib passes over reactions to what it does not know.
            await stage.Alice.WaitForReceiptAsync(Room, said.EventId, stage.Stage.Bot, TelegramStage.Patience);
            Bob.React(said.Message!, Thumb);
        }
    }

    /// <summary>The reaction stands once on either side.</summary>
    public async Task CheckReactionAsync(Said said)
    {
        var (remote, user) = said.ByBob ? (stage.AliceOnTelegram, stage.Alice.UserId) : (Bob, Ghost);
        await stage.Stage.Telegram.WaitUntilAsync(() => said.Message!.ReactionsOf(remote) is [{ Emoji: Thumb }], TelegramStage.Patience);
        var shown = (await stage.Alice.TimelineAsync(Room)).Where(seen => seen.Type == "m.reaction" && !seen.IsRedacted);
        Assert.Equal(user, Assert.Single(shown).Sender);
    }
}
