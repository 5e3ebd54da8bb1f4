using Bridges.Family.Tests.Stage;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Family.Tests.Chats;

/// <summary>Alice and Carla on Telegram.</summary>
internal sealed class TelegramChat : FamilyChat
{
    private readonly FamilyStage _stage;
    private readonly MatrixMember _alice;
    private readonly Person _self;
    private readonly Person _carla;
    private readonly PrivateChat _chat;

    public TelegramChat(FamilyStage stage, MatrixMember alice)
        : base([alice])
    {
        (_stage, _alice) = (stage, alice);
        _self = stage.Telegram.People.Add("Alice", "+9996600001");
        _carla = stage.Telegram.People.Add("Carla", "+9996600002", "carla");
        _self.AddContact(_carla);
        _chat = _self.ChatWith(_carla);
    }

    public override string Name => "telegram";

    public override string Ghost => _stage.Synapse.UserId($"_bridges_telegram_{_carla.Id}");

    public override async Task OpenAsync(CancellationToken cancellation)
    {
        await _alice.Bot.AskAsync("login telegram phone", "phone number", cancellation);
        await _alice.Bot.AskAsync($"+{_self.Phone}", "code", cancellation);
        await _alice.Bot.AskAsync("12345", "You are logged in", cancellation);
        await _stage.Telegram.WaitForClientAsync(_self, FamilyStage.Patience, cancellation);
    }

    public override Task<IReadOnlyList<SeenThere>> ReadThereAsync() => Task.FromResult<IReadOnlyList<SeenThere>>(
        [.. _chat.Messages.Where(message => message.Sender == _self && message.Service is null)
            .Select(message => new SeenThere(message.Text, message.Media is Media.Photo ? 1 : null))]);

    protected override Task SayThereAsync(string text, byte[]? picture)
    {
        _ = picture is null ? _carla.SendText(_chat, text) : _carla.SendMedia(_chat, new Media.Photo { Content = FileContent.Of(picture) }, text);
        return Task.CompletedTask;
    }
}
