using Bridges.Telegram.Simulator.Logins;
using Bridges.Telegram.Simulator.Methods.Login;
using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.Sessions;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Methods;

/// <summary>Which code answers which method. All of it runs under the world's lock.</summary>
internal sealed class MethodTable
{
    private readonly Dictionary<string, Func<CallContext, TlObject>> methods = new(StringComparer.Ordinal);

    public MethodTable(IEnumerable<IMethodGroup> groups)
    {
        foreach (var group in groups)
        {
            group.AddTo(this);
        }
    }

    /// <summary>All methods that the simulator has.</summary>
    public static MethodTable For(WorldState world, AuthorizationKeys keys, LoginDesk logins)
    {
        var peers = new PeerReader(world);
        var updates = new UpdateMethods(world, peers);
        return new MethodTable(
        [
            new ConfigurationMethods(world),
            new PhoneLoginMethods(world, logins),
            new PasswordMethods(),
            new QrLoginMethods(world, logins),
            new BotLoginMethods(world),
            new AuthorizationMethods(keys, logins),
            updates,
            new DialogMethods(world, peers, updates),
            new HistoryMethods(world, peers),
            new SendingMethods(world, peers, new MediaReader(world)),
            new SchedulingMethods(world, peers),
            new TimerMethods(world, peers),
            new ReadingMethods(world, peers),
            new PeopleMethods(world, peers),
            new ContactMethods(world, peers),
            new GroupMethods(world, peers, new ChatPictures(world)),
            new JoinRequestMethods(world, peers),
            new ChannelMethods(world, peers, new ChatPictures(world)),
            new ParticipantMethods(world, peers),
            new FileMethods(world),
            new StickerMethods(world),
            new ReactionMethods(world, peers),
            new PollMethods(world, peers),
            new PinMethods(world, peers),
            new ButtonMethods(peers),
            new PreferenceMethods(world, peers),
        ]);
    }

    /// <summary>A method for clients that are logged in.</summary>
    public void Add(string method, Func<CallContext, TlObject> answer) => AddForAnyone(method, call =>
    {
        _ = call.Caller;
        return answer(call);
    });

    /// <summary>A method that needs no login.</summary>
    public void AddForAnyone(string method, Func<CallContext, TlObject> answer) => methods.Add(method, answer);

    public TlObject Answer(CallContext call) => methods.TryGetValue(call.Query.Name, out var answer)
        ? answer(call)
        : throw RpcException.BadRequest("METHOD_INVALID");
}
