using Bridges.Abstractions;
using Bridges.Matrix;

namespace Bridges.Core.Ghosts;

/// <summary>
/// What people and chats are called here. A name of which nothing can be seen is none: the handle, the number or the id
/// stands in. One that looks like the bot's is marked with its network: nobody is to be taken for the bot.
/// </summary>
internal sealed class GhostNames(CoreOptions options)
{
    public string OfPerson(IRemoteAccount account, UserDetails person)
    {
        var name = new[] { person.Name, person.Username, person.Phone, person.Id.Value }
            .OfType<string>().Select(ShownText.Name).FirstOrDefault(NameSkeleton.IsVisible) ?? account.NetworkName;
        return Marked(account, name);
    }

    /// <summary>Null where the chat has no name.</summary>
    public string? OfChat(IRemoteAccount account, ChatDetails details)
    {
        if (details.Name is { } given && ShownText.Name(given) is var name && NameSkeleton.IsVisible(name))
        {
            return Marked(account, name);
        }

        return details.Kind switch
        {
            // With nobody but the bot in it, clients call a room without a name empty.
            ChatKind.NoteToSelf => $"Notes to self ({account.NetworkName})",
            _ when details.Name is { Length: > 0 } => $"{account.NetworkName} chat",
            _ => null,
        };
    }

    private string Marked(IRemoteAccount account, string name) =>
        NameSkeleton.Of(name) == NameSkeleton.Of(options.BotName) ? $"{name} ({account.NetworkName})" : name;
}
