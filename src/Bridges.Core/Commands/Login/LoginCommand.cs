using Bridges.Abstractions;
using Bridges.Core.Management;

namespace Bridges.Core.Commands.Login;

/// <summary>Begins a login: only in a room that nobody else reads, or may come to read.</summary>
internal sealed class LoginCommand(AccountChoice choice, LoginConversations logins, ManagementRooms rooms, RoomPrivacy privacy) : ICommand
{
    public string Name => "login";

    public string Arguments => "[network] [way] [chats=20] [messages=20]";

    public string Help => "log in to a network, or log in again";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    public bool IsAboutChat(IReadOnlyList<string> words) => true;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Portal is not null || await privacy.WhyNotAsync(call.Room, call.Sender, cancellationToken) is not null)
        {
            await call.Reply("Please log in in a room of just you and me, where nobody else reads your codes.");
            var room = await rooms.PrivateRoomAsync(call.Sender, cancellationToken);
            if (room != call.Room)
            {
                await rooms.SayAsync(room, "Here nobody else reads along: say `login` to log in.", cancellationToken);
            }

            return;
        }

        var (network, words) = await choice.NetworkAsync(call, Name);
        if (network is null)
        {
            return;
        }

        var (amount, rest) = HistoryWords.Read(words);

        var flows = network.Network.LoginFlows;
        var flow = rest.Count > 0
            ? flows.FirstOrDefault(flow => string.Equals(flow.Id, rest[0], StringComparison.OrdinalIgnoreCase))
            : flows is [var only] ? only : null;
        if (flow is null)
        {
            await call.Reply(Ways(network, flows));
            return;
        }

        await logins.BeginAsync(call, network, flow, amount, cancellationToken);
    }

    private static BotText Ways(LoadedNetwork network, IReadOnlyList<LoginFlow> flows) =>
        BotText.Of($"How do you want to log in to {network.Description.DisplayName}?\n")
        + BotText.Join("\n", flows.Select(flow => BotText.Of($"`login {network.Description.Id} {flow.Id}` – {flow.Description}")));
}
