namespace Bridges.Telegram.Simulator.Control.Http;

/// <summary>Why a request was not carried out.</summary>
internal sealed record RefusalAnswer(string Error);
