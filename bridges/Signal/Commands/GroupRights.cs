using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Signal.Backend;

namespace Bridges.Signal.Commands;

/// <summary>Who may do what in a group, as its administrators set it.</summary>
/// <param name="prefix">With what commands begin in a chat's room.</param>
internal sealed class GroupRights(EngineAccount engine, string prefix)
{
    public const string Command = "rights";

    public static AccountCommand Description { get; } =
        new(Command, "write|look|people members|administrators, or link anyone|approval|nobody", "say who may write in a group, change its name and picture, add people, or come in by its link", NeedsChat: true);

    /// <summary>Null where the words are none of these.</summary>
    private static (JsonObject Change, string Answer)? Read(string what, string who) => (what, who) switch
    {
        ("write", "members") => (new JsonObject { ["announcementsOnly"] = false }, "All members may write now."),
        ("write", "administrators") => (new JsonObject { ["announcementsOnly"] = true }, "Only administrators may write now."),
        ("look", "members") => (Access("attributes", "member"), "All members may change how the group looks now."),
        ("look", "administrators") => (Access("attributes", "administrator"), "Only administrators may change how the group looks now."),
        ("people", "members") => (Access("members", "member"), "All members may add people now."),
        ("people", "administrators") => (Access("members", "administrator"), "Only administrators may add people now."),
        ("link", "anyone") => (Access("link", "any"), "Whoever has the group's link may come in now."),
        ("link", "approval") => (Access("link", "administrator"), "Whoever has the group's link may ask to come in now."),
        ("link", "nobody") => (Access("link", "nobody"), "Nobody may come in by the group's link now."),
        _ => null,
    };

    public async Task<string> SetAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Chat is not { } chat || !RemoteIds.IsGroup(chat)
            || call.Text.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is not [var what, var who]
            || Read(what, who) is not { } wanted)
        {
            throw BridgeException.Permanent(
                $"In the room of a group, type `{prefix} signal rights`, then `write`, `look` or `people` and `members` or `administrators`; or `link` and `anyone`, `approval` or `nobody`.");
        }

        await engine.AskAsync("group.change", new JsonObject { ["chat"] = chat.Chat.Value, ["change"] = wanted.Change }, cancellationToken);
        return wanted.Answer;
    }

    private static JsonObject Access(string what, string who) => new() { ["access"] = new JsonObject { [what] = who } };
}
