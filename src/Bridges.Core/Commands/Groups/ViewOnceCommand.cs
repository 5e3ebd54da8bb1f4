using Bridges.Abstractions;
using Bridges.Core.Media;

namespace Bridges.Core.Commands.Groups;

/// <summary>Lets the next file of its author in a chat be looked at once. Matrix has no form for that, so it is said beforehand.</summary>
internal sealed class ViewOnceCommand(AccountChoice choice, ViewOnceWishes wishes) : ChatCommand<ISendsViewOnce>(choice)
{
    public override string Name => "view-once";

    public override string Arguments => "[off]";

    public override string Help => "in a chat's room: the next picture, video or voice message that you send there can be looked at once";

    protected override string Missing => "What can be looked at once cannot be sent to";

    protected override async Task RunAsync(CommandCall call, Place place, ISendsViewOnce ability, CancellationToken cancellationToken)
    {
        var chat = place.Portal.Chat;
        switch (place.Words)
        {
            case "off":
                await wishes.TakeBackAsync(place.Account, chat, cancellationToken);
                await call.Reply("What you send here is as lasting as ever.");
                break;
            case "" when ability.ViewOnceKinds(chat) is { Count: > 0 } kinds:
                await wishes.SetAsync(place.Account, chat, call.At, cancellationToken);
                await call.Reply($"The next {Words(kinds)} that you send here can be looked at once. {call.AsTyped($"{Name} off")} takes that back.");
                break;
            case "":
                await call.Reply($"{place.Account.NetworkName} takes nothing that can be looked at once in this chat.");
                break;
            default:
                await call.Reply($"Say {call.AsTyped(Name)}, or {call.AsTyped($"{Name} off")}.");
                break;
        }
    }

    private static string Words(IReadOnlyList<MediaKind> kinds)
    {
        var words = kinds.Select(MediaWords.Of).Distinct(StringComparer.Ordinal).ToArray();
        return words is [.. var before, var last] && before.Length > 0 ? $"{string.Join(", ", before)} or {last}" : words[0];
    }
}
