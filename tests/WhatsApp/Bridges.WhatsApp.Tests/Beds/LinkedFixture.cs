using Bridges.ModuleKit;
using Bridges.WhatsApp.Accounts;

namespace Bridges.WhatsApp.Tests.Beds;

/// <summary>One linked account for all tests of a class.</summary>
public sealed class LinkedFixture : IAsyncLifetime
{
    private WhatsAppAccountUnderTest? _opened;

    internal WhatsAppBed Bed { get; private set; } = null!;

    internal WhatsAppAccount Account => _opened!.Account;

    internal RecordingHost Host => _opened!.Host;

    public async ValueTask InitializeAsync()
    {
        Bed = await WhatsAppBed.StartAsync();
        _opened = await Bed.ConnectedAsync();
    }

    public ValueTask DisposeAsync() => Bed.DisposeAsync();
}
