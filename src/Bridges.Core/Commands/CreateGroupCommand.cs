using Bridges.Abstractions;

namespace Bridges.Core.Commands;

/// <summary>Makes a group on a network.</summary>
internal sealed class CreateGroupCommand(AccountChoice choice, RoomLinks links) : ICommand
{
    private const int MostMembers = 100;

    public string Name => "create-group";

    public string Arguments => "[account] <name>: <person>, <person> …";

    public string Help => "make a group on a network";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (await choice.AbleAsync<ICreatesGroups>(call, "Groups cannot be made from here on", cancellationToken) is not var (account, groups, words))
        {
            return;
        }

        var parts = words.Split(':', 2, StringSplitOptions.TrimEntries);
        var named = parts is [_, var list] ? list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];
        if (parts[0].Length == 0 || named.Length is 0 or > MostMembers)
        {
            await call.Reply("Say the group's name and who is to be in it: `create-group Garden: +491234567, +497654321`.");
            return;
        }

        if (account.Account is not IStartsChats people)
        {
            await call.Reply($"People cannot be looked up on {account.NetworkName}.");
            return;
        }

        var members = new List<RemoteUserId>();
        foreach (var name in named)
        {
            if (await people.ResolveAsync(name, cancellationToken) is not { } person)
            {
                await call.Reply($"I found nobody called {name} on {account.NetworkName}, so I made no group.");
                return;
            }

            members.Add(person.Id);
        }

        var chat = await groups.CreateGroupAsync(parts[0], members, cancellationToken);
        await (await links.OpenAsync(account, chat, cancellationToken) is { } link
            ? call.Reply($"Here is the group {parts[0]}: {link}")
            : call.Reply($"The group {parts[0]} appears in your rooms."));
    }
}
