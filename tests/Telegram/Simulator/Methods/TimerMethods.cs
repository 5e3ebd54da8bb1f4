using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>Chats whose messages go by themselves.</summary>
internal sealed class TimerMethods(WorldState world, PeerReader peers) : IMethodGroup
{
    public void AddTo(MethodTable table) => table.Add("messages.setHistoryTTL", call =>
    {
        var seconds = call.Query.Int("period");
        var updates = world.Timers.Set(
            call.Caller, peers.Chat(call.Query.Object("peer"), call.Caller), seconds > 0 ? TimeSpan.FromSeconds(seconds) : null, call.Session);
        return world.Publisher.Wrap(call.Caller, updates.For(call.Caller));
    });
}
