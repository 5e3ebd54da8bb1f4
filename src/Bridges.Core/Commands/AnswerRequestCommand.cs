using Bridges.Abstractions;
using Bridges.Core.Ghosts;
using Bridges.Core.Portals.Members;
using Bridges.Matrix;

namespace Bridges.Core.Commands;

/// <summary>Lets somebody in who asks for it, or refuses them, in the chat's room, by those who may on the network; accepts or turns away what a stranger began.</summary>
internal abstract class AnswerRequestCommand(AccountChoice choice, GhostRegistry ghosts, GhostIds ids, NonMembers nonMembers, bool accepts) : ICommand
{
    public string Name => accepts ? "accept" : "refuse";

    public string Arguments => "[person]";

    public string Help => accepts
        ? "in a chat's room: let somebody in who asks, or accept a stranger's chat"
        : "in a chat's room: do not let somebody in who asks, or turn a stranger's chat away";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    public bool IsAboutChat(IReadOnlyList<string> words) => true;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Portal is not { RoomId: { } room } portal)
        {
            await call.Reply($"Please say that in the room of the group that somebody wants to come into.");
            return;
        }

        if (call.Words.Count == 0 && await TryAnswerChatAsync(call, portal.Chat, cancellationToken))
        {
            return;
        }

        if (await choice.AbleAsync<IAnswersJoinRequests>(call, "Requests to join cannot be answered from here on", cancellationToken) is not var (account, answers, named))
        {
            return;
        }

        var asking = await AskingAsync(portal.Network, new RoomId(room), cancellationToken);
        RemoteUserId? person = (named, asking) switch
        {
            ("", [var only]) => only.User,
            ("", _) => null,
            _ => asking.Where(one => one.User.Value == named || string.Equals(one.Name, named, StringComparison.OrdinalIgnoreCase)).Select(one => (RemoteUserId?)one.User).FirstOrDefault()
                ?? new RemoteUserId(named),
        };
        if (person is not { } user)
        {
            await call.Reply(asking.Count == 0 ? "Nobody asks to be let in." : BotText("Who? " + string.Join(", ", asking.Select(one => one.Name))));
            return;
        }

        await answers.AnswerJoinRequestAsync(portal.Chat, user, accepts, cancellationToken);
        await call.Reply(accepts ? "They are let in." : "They are refused.");
    }

    /// <summary>The chat itself waits to be accepted: a stranger's, or a group that the account was invited to.</summary>
    private async Task<bool> TryAnswerChatAsync(CommandCall call, ChatKey chat, CancellationToken cancellationToken)
    {
        if (await choice.OwnAsync(call, cancellationToken) is not [{ Account: IAnswersMessageRequests answers } account]
            || !(await account.Account.GetChatAsync(chat, cancellationToken)).IsMessageRequest)
        {
            return false;
        }

        if (accepts)
        {
            await answers.AcceptRequestAsync(chat, cancellationToken);
            await call.Reply("The chat is accepted.");
        }
        else
        {
            await answers.RefuseRequestAsync(chat, block: false, cancellationToken);
            await call.Reply($"The chat is turned away. {call.AsTyped("block")} keeps them from asking again.");
        }

        return true;
    }

    private static Management.BotText BotText(string text) => Management.BotText.Of($"{text}");

    private async Task<IReadOnlyList<(RemoteUserId User, string Name)>> AskingAsync(NetworkId network, RoomId room, CancellationToken cancellationToken)
    {
        var asking = new List<(RemoteUserId, string)>();
        foreach (var ghost in await nonMembers.AskingAsync(room, cancellationToken))
        {
            if (ids.TryParse(ghost, out var of, out var user) && of == network)
            {
                asking.Add((user, (await ghosts.FindAsync(network, user, cancellationToken))?.Name ?? user.Value));
            }
        }

        return asking;
    }
}

/// <inheritdoc/>
internal sealed class AcceptCommand(AccountChoice choice, GhostRegistry ghosts, GhostIds ids, NonMembers nonMembers)
    : AnswerRequestCommand(choice, ghosts, ids, nonMembers, accepts: true);

/// <inheritdoc/>
internal sealed class RefuseCommand(AccountChoice choice, GhostRegistry ghosts, GhostIds ids, NonMembers nonMembers)
    : AnswerRequestCommand(choice, ghosts, ids, nonMembers, accepts: false);
