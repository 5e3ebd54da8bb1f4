namespace Bridges.Telegram.Simulator.Methods;

/// <summary>The methods of one feature.</summary>
internal interface IMethodGroup
{
    void AddTo(MethodTable table);
}
