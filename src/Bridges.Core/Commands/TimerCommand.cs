using System.Globalization;
using Bridges.Abstractions;
using Bridges.Core.Portals.Upkeep;

namespace Bridges.Core.Commands;

/// <summary>Says how long messages of a chat stay.</summary>
internal sealed class TimerCommand(AccountChoice choice, PortalUpkeep upkeep) : ICommand
{
    private const int MostDigits = 6;

    public string Name => "timer";

    public string Arguments => "TIME|off";

    public string Help => "in a chat's room: how long its messages stay, such as 30s, 10m, 8h, 7d or 4w";

    public PermissionLevel LeastLevel => PermissionLevel.User;

    public bool IsAboutChat(IReadOnlyList<string> words) => true;

    public async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Portal is not { } portal)
        {
            await call.Reply("Please say that in the room of the chat.");
            return;
        }

        if (call.Words is not [var word] || (word != "off" && TimeOf(word) is null))
        {
            await call.Reply("Please say how long messages are to stay, such as 30s, 10m, 8h, 7d or 4w; or off.");
            return;
        }

        if (await choice.AbleAsync<ISetsTimers>(call, "Timers cannot be set from here on", cancellationToken) is not var (account, setter, _))
        {
            return;
        }

        await setter.SetTimerAsync(portal.Chat, TimeOf(word), cancellationToken);
        upkeep.Compare(account, portal.Chat, soon: true);
        await call.Reply(word == "off" ? "Messages stay from now on." : $"New messages vanish after {word} from now on.");
    }

    private static TimeSpan? TimeOf(string word)
    {
        if (word.Length is < 2 or > MostDigits + 1 || !int.TryParse(word.AsSpan(0, word.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0)
        {
            return null;
        }

        return word[^1] switch
        {
            's' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            'w' => TimeSpan.FromDays(count * 7),
            _ => null,
        };
    }
}
