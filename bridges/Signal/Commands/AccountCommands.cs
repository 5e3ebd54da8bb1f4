using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Engines.Json;
using Bridges.Signal.Backend;

namespace Bridges.Signal.Commands;

/// <summary>Signal's own commands.</summary>
/// <param name="prefix">With what commands begin in a chat's room; it does no harm elsewhere.</param>
internal sealed class AccountCommands(EngineAccount engine, string prefix)
{
    private const string Challenge = "submit-challenge";
    private const string Nickname = "nickname";
    private const int LongestNickname = 53;

    private readonly GroupRights _rights = new(engine, prefix);

    public static IReadOnlyList<AccountCommand> All { get; } =
    [
        new(Challenge, "<token> <link>", "hand in the solution of a captcha that Signal asked for"),
        new("trust", "", "accept the changed safety number of the person in this chat", NeedsChat: true),
        new("username", "", "show your username and its link, to give them to others"),
        new(Nickname, "<name>|off", "call this person so in your Signal apps, where nobody else sees it", NeedsChat: true),
        GroupRights.Description,
        new("sync", "", "ask the phone for contacts, groups and settings once more"),
    ];

    public async Task<RichText> RunAsync(CommandCall call, CancellationToken cancellationToken) => RichText.Plain(call.Name switch
    {
        Challenge => await SubmitAsync(call.Text.Text, cancellationToken),
        "trust" => await TrustAsync(call.Chat, cancellationToken),
        "username" => await UsernameAsync(cancellationToken),
        Nickname => await NameAsync(call, cancellationToken),
        GroupRights.Command => await _rights.SetAsync(call, cancellationToken),
        "sync" => await SyncAsync(cancellationToken),
        _ => throw BridgeException.Permanent($"Signal has no command `{call.Name}`."),
    });

    private async Task<string> SubmitAsync(string text, CancellationToken cancellationToken)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != 2)
        {
            throw BridgeException.Permanent($"Type `{prefix} signal submit-challenge TOKEN LINK`: the token stands in the message that told you of the captcha, the link is what its page gives.");
        }

        await engine.AskAsync("challenge", new JsonObject { ["token"] = words[0], ["captcha"] = words[1] }, cancellationToken);
        return $"Signal took the solution. `{prefix} retry` in the chat's room sends what was held back.";
    }

    private async Task<string> TrustAsync(ChatKey? chat, CancellationToken cancellationToken)
    {
        if (chat is not { } key || RemoteIds.IsGroup(key))
        {
            throw BridgeException.Permanent("Type this in the room of the person whose safety number changed.");
        }

        await engine.AskAsync("trust", new JsonObject { ["person"] = key.Chat.Value }, cancellationToken);
        return "The new safety number is accepted.";
    }

    private async Task<string> NameAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var name = call.Text.Text.Trim();
        if (call.Chat is not { } chat || RemoteIds.IsGroup(chat) || name.Length is 0 or > LongestNickname)
        {
            throw BridgeException.Permanent($"In the room of a person, type `{prefix} signal nickname NAME`, of at most {LongestNickname} characters, or `{prefix} signal nickname off`.");
        }

        var isOff = name.Equals("off", StringComparison.OrdinalIgnoreCase);
        await engine.AskAsync("nickname", new JsonObject { ["chat"] = chat.Chat.Value, ["nickname"] = isOff ? "" : name }, cancellationToken);
        return isOff ? "Your Signal apps call them by their own name again." : $"Your Signal apps call them {name} now. Nobody else sees it.";
    }

    private async Task<string> UsernameAsync(CancellationToken cancellationToken)
    {
        var me = await engine.AskAsync("me", [], cancellationToken);
        return me.Text("username") is not { } username ? "You have no username. Set one in the Signal app: Settings, your profile."
            : me.Text("usernameLink") is { } link ? $"Your username is {username}. Others find you with it, without knowing your number, or with this link, which does not tell it: {link}"
            : $"Your username is {username}. Others find you with it, without knowing your number.";
    }

    private async Task<string> SyncAsync(CancellationToken cancellationToken)
    {
        await engine.AskAsync("sync", [], cancellationToken);
        return "The phone was asked. Changes appear as it answers.";
    }
}
