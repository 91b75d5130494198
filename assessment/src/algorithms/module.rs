//! How a module is run: without imports, with so much work and memory and no more.

use crate::results::Failure;

/// How much one run may use.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// About one unit for each instruction.
    pub fuel: u64,
    /// In bytes.
    pub memory: usize,
    /// How long what it answers may be, in bytes.
    pub answer: usize,
}

/// Two hundred million instructions are seconds; scores of a sheet are milliseconds.
pub const LIMITS: Limits =
    Limits { fuel: 200_000_000, memory: 16 * 1024 * 1024, answer: 256 * 1024 };

/// Why a module cannot be brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    NotAModule,
    HasImports,
    NoInterface,
    NotRun,
}

#[cfg(not(feature = "algorithms"))]
pub fn check(_: &[u8]) -> Result<(), Unfit> {
    Err(Unfit::NotRun)
}

#[cfg(not(feature = "algorithms"))]
pub fn run(_: &[u8], _: &[u8], _: Limits) -> Result<Vec<u8>, Failure> {
    Err(Failure::NotRun)
}

#[cfg(feature = "algorithms")]
pub use self::machine::{check, run};

#[cfg(feature = "algorithms")]
mod machine {
    use wasmi::{
        CompilationMode, Config, EnforcedLimits, Engine, Error, Extern, Instance, Linker, Memory,
        Module, Store, StoreLimits, StoreLimitsBuilder, TrapCode, TypedFunc,
    };

    use super::{Failure, LIMITS, Limits, Unfit};

    /// How deep calls may go, in frames and in bytes.
    const DEEPEST: usize = 1_000;
    const STACK: usize = 1024 * 1024;
    const TABLE: usize = 10_000;

    /// Whether it can be run: valid, without imports, with what is asked for, within the limits.
    pub fn check(bytes: &[u8]) -> Result<(), Unfit> {
        let engine = engine();
        let module = Module::new(&engine, bytes).map_err(|_| Unfit::NotAModule)?;
        if module.imports().next().is_some() {
            return Err(Unfit::HasImports);
        }
        let mut store = store(&engine, LIMITS).map_err(|_| Unfit::NoInterface)?;
        Running::start(&mut store, &module).map(drop).map_err(|_| Unfit::NoInterface)
    }

    /// What it answers to this text.
    pub fn run(bytes: &[u8], told: &[u8], limits: Limits) -> Result<Vec<u8>, Failure> {
        let engine = engine();
        let module = Module::new(&engine, bytes).map_err(|_| Failure::NotAModule)?;
        let mut store = store(&engine, limits).map_err(|error| why(&error))?;
        let running = Running::start(&mut store, &module).map_err(|error| why(&error))?;
        running.ask(&mut store, told, limits.answer)
    }

    /// Nothing in it depends on the machine: no time, no chance, one pattern for what is no
    /// number.
    fn engine() -> Engine {
        let mut config = Config::default();
        config
            .consume_fuel(true)
            .compilation_mode(CompilationMode::Eager)
            .enforced_limits(EnforcedLimits::strict())
            .ignore_custom_sections(true)
            .set_max_recursion_depth(DEEPEST)
            .set_max_stack_height(STACK)
            .wasm_multi_memory(false)
            .wasm_custom_page_sizes(false);
        Engine::new(&config)
    }

    fn store(engine: &Engine, limits: Limits) -> Result<Store<StoreLimits>, Error> {
        let held = StoreLimitsBuilder::new()
            .memory_size(limits.memory)
            .memories(1)
            .tables(1)
            .table_elements(TABLE)
            .instances(1)
            .trap_on_grow_failure(true)
            .build();
        let mut store = Store::new(engine, held);
        store.limiter(|held| held);
        store.set_fuel(limits.fuel)?;
        Ok(store)
    }

    /// A module that began, and what is asked of it.
    struct Running {
        memory: Memory,
        alloc: TypedFunc<i32, i32>,
        score: TypedFunc<(i32, i32), i64>,
    }

    impl Running {
        fn start(store: &mut Store<StoreLimits>, module: &Module) -> Result<Self, Error> {
            let linker = Linker::new(module.engine());
            let instance: Instance = linker.instantiate_and_start(&mut *store, module)?;
            let memory = instance.get_export(&*store, "memory").and_then(Extern::into_memory);
            Ok(Self {
                memory: memory.ok_or_else(|| Error::new("no memory"))?,
                alloc: instance.get_typed_func(&*store, "alloc")?,
                score: instance.get_typed_func(&*store, "score")?,
            })
        }

        /// The text is written to where the module says there is room; it answers with the place
        /// and the length of its own, in the upper and the lower half of one number.
        fn ask(
            &self,
            store: &mut Store<StoreLimits>,
            told: &[u8],
            longest: usize,
        ) -> Result<Vec<u8>, Failure> {
            let length = i32::try_from(told.len()).map_err(|_| Failure::WrongAnswer)?;
            let at = self.alloc.call(&mut *store, length).map_err(|error| why(&error))?;
            let place = usize::try_from(at.cast_unsigned()).map_err(|_| Failure::Trapped)?;
            self.memory.write(&mut *store, place, told).map_err(|_| Failure::Trapped)?;
            let answered =
                self.score.call(&mut *store, (at, length)).map_err(|error| why(&error))?;
            let [place, length] = halves(answered);
            if length > longest {
                return Err(Failure::WrongAnswer);
            }
            let mut answer = vec![0; length];
            let read = self.memory.read(&*store, place, &mut answer);
            read.map_err(|_| Failure::Trapped)?;
            Ok(answer)
        }
    }

    fn halves(answered: i64) -> [usize; 2] {
        let bits = answered.cast_unsigned();
        [bits >> 32, bits & 0xffff_ffff].map(|it| usize::try_from(it).unwrap_or(usize::MAX))
    }

    fn why(error: &Error) -> Failure {
        match error.as_trap_code() {
            Some(TrapCode::OutOfFuel) => Failure::OutOfFuel,
            _ => Failure::Trapped,
        }
    }
}

#[cfg(feature = "algorithms")]
#[cfg(test)]
mod tests;
