namespace Bridges.Telegram.Simulator.Control.Http;

/// <summary>How a client reaches the data centre: as this MTProto proxy.</summary>
internal sealed record AddressAnswer(string ProxyHost, int ProxyPort, string ProxySecret);
